/** Whether a file is deployed, a model for others to copy, for development, or for tests: by its path. */
import { remembered } from '../model/remembered.ts';
import type { Role } from '../model/setting.ts';

/** Pipelines run tests, with settings for tests. */
const CI = '\\.(github|gitea|forgejo|gitlab|circleci|travis|drone|woodpecker|buildkite)[^/]*';
const PIPELINE = new RegExp(`(^|/)${CI}(/|$)`);

const TEST: readonly RegExp[] = [
  /(^|\/)(tests?|__tests__|__mocks__|specs?|testing|test[-_]?data|testdata|fixtures?|test[-_]?resources|e2e|cypress|playwright|mocks?|testsuite|suites|integration[-_]tests?)(\/|$)/,
  // Source sets of Gradle and Maven, test projects of .NET.
  /(^|\/)(src\/(test[^/]*|[^/]+[-_]tests?|it)|[^/]*Tests?)\//,
  /[._-](test|spec|tests)\.[a-z]+$/,
  /_test\.(go|py|rb|exs|dart)$/,
  /(^|\/)test_[^/]*\.py$/,
  // https://perldoc.perl.org/prove: what it runs, and the modules for that.
  /(^|\/)x?t\/(.*\/)?[^/]+\.(t|pl|pm)$/,
  /(^|\/)tests?\.(py|rb|php|js|ts|exs)$/,
  /(^|\/)conftest\.py$/,
  /(Tests?|Specs?|[a-z]IT)\.(java|kt|cs|php|scala|groovy|swift)$/,
  /(^|\/)Test[A-Z][^/]*\.(java|kt|cs|php|scala|groovy)$/,
  /(^|\/)(phpunit|phpspec)[^/]*\.xml/,
  /(^|[./_-])(testing|test|e2e|ci)([./_-][^/]*)?\.(ya?ml|env|ini|json|php|toml|properties)$/,
  /(^|\/)\.env[.-](test|testing|ci|e2e)/,
  // https://storybook.js.org/docs/writing-stories: what components are shown with.
  /\.stories\.[a-z]+$/,
  PIPELINE,
  // Ansible's and Chef's own test runners.
  /(^|\/)molecule\//,
  /(^|\/)\.?kitchen(\.[\w-]+)?\.ya?ml$/,
];

/** What Django's older releases load whenever tables are made. https://docs.djangoproject.com/en/1.8/howto/initial-data/ */
const INITIAL_DATA = /(^|\/)fixtures\/(?=initial_data\.)/;

/** Pipelines that bring the application where it runs, with the settings it runs with. */
const DEPLOYING = new RegExp(
  `(^|/)${CI}/(.*/)?([^/]*[._-])?(deploy(ment)?|prod(uction)?|cd)([._-][^/]*)?\\.ya?ml$`,
  'i',
);

const SAMPLE: readonly RegExp[] = [
  /(^|\/)(examples?|samples?|demos?|templates?|docs?|documentation|tutorials?|contrib|skel(eton)?|stubs?|snippets|playground)(\/|$)/i,
  /(^|\/)(demo|example|sample)s?[_-][\w-]+\//i,
  /[._-](example|sample|dist|template|stub|skel|default)([._-][^/]*)?$/i,
  /(^|\/)\.?env([._-][^/]*)?\.(tpl|tmpl)$/i,
  /(^|\/)(example|sample|demo)[._-][^/]*$/i,
  // A program called so draws pages or mails: WordPress' `template-contact.php`, a class `Template`. SAM's and CloudFormation's
  // `template.yaml` is what is deployed:
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
  /(^|\/)(?!template\.(?:ya?ml|json)$|[^/]*\.(?:php|java|kt|cs|vb|py|rb|go|[jt]sx?|scala|pl|pm)$)template[._-][^/]*$/i,
  /(^|\/)env[._-](example|sample|template)/i,
  /\.(example|sample|dist|template)\.[a-z0-9]+$/i,
  /(^|\/)app\.json$/i,
  // Copies that an editor keeps of each version: https://marketplace.visualstudio.com/items?itemName=xyz.local-history
  /(^|\/)\.history\//,
];

const DEV: readonly RegExp[] = [
  /(^|\/)(\.devcontainer|\.ddev|\.vscode|\.idea|dev|develop|development|local|sandbox|vagrant)(\/|$)/i,
  /[._-](dev|develop|development|local|debug)([._-][^/]*)?$/i,
  /(^|\/)(dev|local)[._-][^/]*$/i,
  /(^|\/)(launchSettings\.json|Vagrantfile|docker-compose\.override\.ya?ml|compose\.override\.ya?ml)$/i,
  /sail$/i,
  // One file an environment: Django's settings packages, Rails, Elixir, node-config.
  /(^|\/)(settings|config|conf|configs|environments)\/(dev\w*|development|local|docker)\.(py|rb|exs|[cm]?[jt]s|php|json5?|ya?ml|toml|ini)$/i,
];

/**
 * Folders named `templates` hold what tools fill in and deploy (Ansible, Chef, Puppet, Helm, CloudFormation, CI) as often
 * as models to copy. The ending tells: those of template engines, and YAML, are deployed; `.env` files are copied.
 */
const RENDERED =
  /(^|\/)templates\/(.*\/)?(?!\.?env(?:[._-][^/]*)?\.(?:tpl|tmpl|ya?ml)$)[^/]+\.(j2|jinja2?|erb|epp|tftpl|ctmpl|gotmpl|tpl|tmpl|ya?ml)$/i;

/** Pages in a folder called `docs` may be an application like others: what its env file calls production is deployed. */
const PRODUCTION_ENV = /(^|\/)(docs?|documentation)\/(.*\/)?(\.env[._-]prod(uction)?|\.?prod(uction)?\.env)$/i;

/** Folders below a source set are packages: `com/example/demo` is a name like others, and what generators give to new projects. */
const PACKAGES = /((?:^|\/)src\/main\/(?:java|kotlin|scala|groovy)\/)(?:[^/]+\/)+/;

/** What tools fill in as `jail.local` or `local_settings.py` is local to the machine that it is for. */
const OF_MACHINE = /(?<=\/|[._-])local(?=[._-][^/]*$)/i;

/** So is that in a folder of production's: Yii copies `environments/prod/common/config/main-local.php` where it runs. */
const OF_PRODUCTION = /(^|\/)(prod|production|live)\//i;

/** Pools of code in Magento 1, of which `local` is the shop's own. */
const POOL = /((?:^|\/)app\/code\/)local(?=\/)/;

/** A zone's file is called as its domain, whose labels say nothing of what it is for. */
const ZONE =
  /(^|\/)(?:db(?:\.[\w-]+){2,}|[\w-]+(?:\.[\w-]+)+\.zone)(?<!\.(?:ya?ml|json|sql|env|ini|conf|toml|xml|php|js|ts|py|rb|properties))$/i;

const isOne = (patterns: readonly RegExp[], path: string): boolean => patterns.some((pattern) => pattern.test(path));

/** The role of every setting in a file of this path, relative to the scan root. */
export const roleOf = remembered((path: string): Role => {
  if (isOne(TEST, path.replace(INITIAL_DATA, '$1')) && !DEPLOYING.test(path)) return 'test';
  if (PRODUCTION_ENV.test(path)) return 'runtime';
  const own = path.replace(PACKAGES, '$1').replace(POOL, '$1pool').replace(ZONE, '$1zone');
  if (isOne(SAMPLE, RENDERED.test(own) ? own.replace(/(^|\/)templates(?=\/)/gi, '$1') : own)) return 'sample';
  return isOne(DEV, RENDERED.test(own) || OF_PRODUCTION.test(own) ? own.replace(OF_MACHINE, '') : own)
    ? 'dev'
    : 'runtime';
});

/** The role of a step that sends mail: that of its file, were pipelines not for tests. */
export const roleOfStep = (path: string): Role => roleOf(path.replace(PIPELINE, '$1pipeline$3'));

/** Whether a file is a test's and another one is not: what tests set, call and derive is their own affair. */
export const isForeignTest = (file: string, from: string): boolean =>
  roleOf(file) === 'test' && roleOf(from) !== 'test';

/** Whether a file has its role by where it lies: its folder is for tests, samples or development. */
export const isApart = (path: string): boolean => roleOf(`${path.slice(0, path.lastIndexOf('/') + 1)}a`) !== 'runtime';

const WEIGHTS: Readonly<Record<Role, number>> = { runtime: 2, sample: 1, dev: 0, test: 0 };

/** Whether what is found under a role is more severe than under another. */
export const weighsMore = (role: Role, other: Role): boolean => WEIGHTS[role] > WEIGHTS[other];
