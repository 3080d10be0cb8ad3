/** Which reader reads a file, by its name alone. Files whose name says nothing are never opened. */
import { type Format, PROGRAMS } from '../model/facts.ts';
import { remembered } from '../model/remembered.ts';
import { nameWithin } from '../walk/unpacked.ts';

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  env: 'dotenv',
  envrc: 'dotenv',
  vars: 'dotenv',
  envfile: 'dotenv',
  list: 'dotenv',
  yml: 'yaml',
  yaml: 'yaml',
  sls: 'yaml',
  // Butane's, and what it makes. https://coreos.github.io/butane/
  bu: 'yaml',
  ign: 'json',
  eyaml: 'yaml',
  neon: 'yaml',
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  hjson: 'json',
  jsonl: 'json',
  ndjson: 'json',
  jsonlines: 'json',
  hocon: 'json',
  // programs whose value is JSON
  jsonnet: 'json',
  libsonnet: 'json',
  cue: 'json',
  // braces with `=`, as HOCON has them: Dhall's records, Nickel's
  dhall: 'json',
  ncl: 'json',
  code_workspace: 'json',
  tfstate: 'json',
  ini: 'ini',
  cfg: 'ini',
  // Salt's maps, which give other templates their variables
  jinja: 'lines',
  // what Sendmail's configuration includes
  m4: 'lines',
  // RouterOS's exports
  rsc: 'lines',
  // commands as people keep them for devices and appliances; of text that is prose nothing is read
  txt: 'lines',
  cli: 'lines',
  tmsh: 'lines',
  xsf: 'lines',
  eos: 'lines',
  nxos: 'lines',
  junos: 'lines',
  ios: 'lines',
  dat: 'lines',
  // Kickstart's: shell between %post and %end. https://pykickstart.readthedocs.io/en/latest/kickstart-docs.html
  ks: 'bash',
  conf: 'ini',
  reg: 'ini',
  bat: 'ini',
  cmd: 'ini',
  cnf: 'ini',
  service: 'ini',
  container: 'ini',
  desktop: 'ini',
  properties: 'properties',
  toml: 'toml',
  xml: 'xml',
  // accounts of Windows Live Mail and Windows Mail
  oeaccount: 'xml',
  config: 'xml',
  plist: 'xml',
  mobileconfig: 'xml',
  xhtml: 'xml',
  jelly: 'xml',
  zcml: 'xml',
  csproj: 'xml',
  // Pentaho's jobs, transformations and actions; packages of SSIS
  kjb: 'xml',
  ktr: 'xml',
  xaction: 'xml',
  // jobs and contexts of Talend
  item: 'xml',
  dtsx: 'xml',
  setting: 'ini',
  settings: 'xml',
  tf: 'hcl',
  tfvars: 'hcl',
  hcl: 'hcl',
  // blocks and attributes, as HCL has them: Pkl's objects, KCL's
  pkl: 'hcl',
  k: 'hcl',
  // protocol buffers as text: https://protobuf.dev/reference/protobuf/textformat-spec/
  textproto: 'hcl',
  txtpb: 'hcl',
  pbtxt: 'hcl',
  textpb: 'hcl',
  bicep: 'bicep',
  bicepparam: 'bicep',
  pp: 'puppet',
  nomad: 'hcl',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'javascript',
  mts: 'javascript',
  cts: 'javascript',
  es6: 'javascript',
  es: 'javascript',
  tsx: 'javascript',
  vue: 'javascript',
  svelte: 'javascript',
  astro: 'javascript',
  php: 'php',
  phtml: 'php',
  inc: 'php',
  php3: 'php',
  php4: 'php',
  php5: 'php',
  php7: 'php',
  php8: 'php',
  pht: 'php',
  module: 'php',
  install: 'php',
  py: 'python',
  pyw: 'python',
  wsgi: 'python',
  // Starlark is Python's: Bazel, Buck, Tilt, Drone. https://github.com/bazelbuild/starlark
  star: 'python',
  bzl: 'python',
  bazel: 'python',
  tiltfile: 'python',
  // the program of a notebook, whose JSON is read first
  ipynb: 'python',
  rb: 'ruby',
  // Crystal is written as Ruby is, but for its types
  cr: 'ruby',
  // CoffeeScript, Erlang: read as text
  coffee: 'lines',
  litcoffee: 'lines',
  iced: 'lines',
  erl: 'lines',
  hrl: 'lines',
  rake: 'ruby',
  ru: 'ruby',
  gemspec: 'ruby',
  java: 'java',
  jsp: 'java',
  jspf: 'java',
  scala: 'scala',
  sc: 'scala',
  sbt: 'scala',
  groovy: 'groovy',
  gradle: 'groovy',
  kt: 'kotlin',
  kts: 'kotlin',
  cs: 'csharp',
  // Razor pages, of which the blocks of code are read
  cshtml: 'csharp',
  razor: 'csharp',
  // Visual Basic .NET, which is said in its terms
  vb: 'csharp',
  go: 'go',
  rs: 'rust',
  ex: 'elixir',
  exs: 'elixir',
  // languages without a grammar at hand: src/read/languages/plain/dialects.ts
  c: 'plain',
  h: 'plain',
  cc: 'plain',
  cpp: 'plain',
  cxx: 'plain',
  hpp: 'plain',
  hh: 'plain',
  ino: 'plain',
  dart: 'plain',
  swift: 'plain',
  lua: 'plain',
  r: 'plain',
  rmd: 'plain',
  qmd: 'plain',
  jl: 'plain',
  nim: 'plain',
  fs: 'plain',
  fsx: 'plain',
  pas: 'plain',
  dpr: 'plain',
  lpr: 'plain',
  vala: 'plain',
  d: 'plain',
  hx: 'plain',
  as: 'plain',
  cfc: 'plain',
  cfs: 'plain',
  pl: 'perl',
  pm: 'perl',
  cgi: 'perl',
  t: 'perl',
  sh: 'bash',
  bats: 'bash',
  bash: 'bash',
  zsh: 'bash',
  ksh: 'bash',
  fish: 'bash',
  csh: 'bash',
  tcsh: 'bash',
  awk: 'bash',
  gawk: 'bash',
  mk: 'bash',
  just: 'bash',
  ps1: 'powershell',
  psm1: 'powershell',
  psd1: 'powershell',
  nix: 'nix',
  // tables of settings and of devices; of records nothing is read
  csv: 'csv',
  tsv: 'csv',
  // what a build changes of other people's files
  patch: 'patch',
  diff: 'patch',
  dpatch: 'patch',
  sql: 'sql',
  // PL/SQL's packages: specification and body
  pks: 'sql',
  pkb: 'sql',
  pck: 'sql',
  plsql: 'sql',
};

/** Whole names, lower case. */
const BY_NAME: Readonly<Record<string, Format>> = {
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  earthfile: 'dockerfile',
  procfile: 'bash',
  jenkinsfile: 'groovy',
  vagrantfile: 'ruby',
  gemfile: 'ruby',
  rakefile: 'ruby',
  'config.ru': 'ruby',
  // Gerrit's are git's: https://gerrit-review.googlesource.com/Documentation/config-gerrit.html#sendemail
  'gerrit.config': 'ini',
  'secure.config': 'ini',
  // Buildbot's. https://docs.buildbot.net/current/manual/configuration/intro.html
  'master.cfg': 'python',
  '.flaskenv': 'dotenv',
  '.npmrc': 'ini',
  '.htaccess': 'ini',
  'web.config': 'xml',
  'app.config': 'xml',
  makefile: 'bash',
  gnumakefile: 'bash',
  justfile: 'bash',
  '.justfile': 'bash',
  tiltfile: 'python',
  '.bashrc': 'bash',
  '.profile': 'bash',
  '.bash_profile': 'bash',
  '.zshrc': 'bash',
  '.cshrc': 'bash',
  '.tcshrc': 'bash',
  '.login': 'bash',
};

/** Made by a machine from sources that are read themselves, or lists of packages. */
const GENERATED =
  /\.min\.css$|\.map$|^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|composer\.lock|gemfile\.lock|cargo\.lock|poetry\.lock|go\.sum|flake\.lock|composer\.json|values\.schema\.json|tsconfig.*\.json)$/;

/** Endings that say that a file is the model of another: `config.php.dist`, `main.cf.j2`, `general.yml-example`. */
const WRAPPING =
  /(?:\.|(?<=\.\w{1,12})-)(base|dist|example|sample|template|tmpl|tpl|default|defaults|orig|bak|old|backup|in|j2|jinja|jinja2|erb|eex|gotmpl|mustache|hbs|ejs|twig|local|docker|prod|production|dev|development|test|testing|staging|ci|sail|txt|pub|skel|inc|ddev|tt|epp|ctmpl|envsubst|tftpl|new|save|stub)$/i;
const WRAPPING_PREFIX = /^(example|sample|template|default|dist|test|dev|prod)[.-](?=.+\.)/i;

/** Templates are often called `gitlab_rb.erb`, `app_ini.j2`, for what they become. */
const SPELLED = /[_-](?<ending>rb|py|php|sh|ya?ml|json|toml|ini|cfg|conf|cnf|xml|properties|env)$/;

/** The format of a file by its path, or undefined when no reader is for it. `known` maps detectors' own file names. */
export const formatOf = remembered((path: string): Format | undefined => {
  if (EBEXTENSION.test(path)) return 'yaml';
  const name = nameWithin(path.slice(path.lastIndexOf('/') + 1).toLowerCase());
  return formatOfName(name, 0) ?? BY_PATH.find(([expression]) => expression.test(path))?.[1];
});

/** Configurations of routers and firewalls, by the names that people and backup tools give what they export. */
const DEVICE =
  /(^|\/)([\w.-]*[-_.\d])?(running|startup|configs?|confg|firewalls?|fw|routers?|switch|export|backup|set|panos|forti(gate)?|asa|junos|srx|mikrotik|cisco|nexus)([-_\d][\w.-]*)?\.txt$|-confg$|(^|\/)(running|startup)-config[\w.-]*$|\.set$/i;

/** crontab(5), cron(8): a time, perhaps a user, and a command. */
const CRON = /(^|\/)(crontabs?(\/[\w-]+)?|cron\.d\/[\w-]+|[\w-]+\.cron(tab)?|[\w-]*crontab)$/;

/** git-config(1), FILES; of chezmoi and stow the names that stand for it; parts that `include.path` names. */
const GIT_CONFIG =
  /(^|\/)(\.?git\/config([.-][\w-]+)?|(\.config|dot_config|xdg_config)\/git\/(?!ignore|attributes|template|message|hooks)[\w.-]+|[\w.-]*gitconfig([.-][\w.-]*)?(##[\w.,~-]{1,80})?)$/;

/**
 * What units name in `EnvironmentFile=`: Debian's /etc/default, and what debhelper installs there, Red Hat's /etc/sysconfig,
 * /etc/environment. https://manpages.debian.org/dh_installinit
 */
const SERVICE_DEFAULTS = /(^|\/)((etc\/)?(default|sysconfig)\/[\w-]+|etc\/environment|debian\/([\w.-]+\.)?default)$/;

/** Variables of compose's services, one file a service. https://cookiecutter-django.readthedocs.io/en/latest/1-getting-started/settings.html */
const ENV_FOLDER = /(^|\/)\.envs\/(\.?[\w-]+\/)*\.?[\w-]+$/;

/** Ansible reads files without an ending there as YAML; of hosts the name has dots. https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html */
const INVENTORY = /(^|\/)(group_vars\/([^/]+\/)?[\w-]+|host_vars\/([^/]+\/)?[\w.-]+)$/;

/** What Elastic Beanstalk applies. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions.html */
const EBEXTENSION = /(^|\/)\.ebextensions\/[^/]+\.config$/;

/** Kickstart files that are called as what they are for. */
const KICKSTART = /(^|\/)([\w-]+[-_.])?(ks|kickstart)([-_][\w-]+)?\.cfg$/;

/** The named templates of a chart. https://helm.sh/docs/chart_template_guide/named_templates/ */
export const HELPERS = /(^|\/)templates\/([^/]+\/)?_[\w-]+\.tpl$/;

/**
 * A file that is called like a variable and holds its value: envdir's folders, secrets that are mounted, `SMTP_HOST_FILE`.
 * https://cr.yp.to/daemontools/envdir.html, https://docs.docker.com/compose/how-tos/use-secrets/
 */
const VALUE_FILE =
  /(^|\/)(\.?env\w*|secrets?|config|conf)\/([^/]+\/)?\w*(smtp|mail|relay|smart)\w*?(host|server|hub|relay|ur[il]|addr)(\.txt)?$/i;

/** Ansible's default name of an inventory, among others; files of a folder of inventories are called after the stage. */
const HOSTS_OF_INVENTORY = /(^|\/)(inventor(y|ies)|ansible)\/([^/]+\/){0,3}hosts$|(^|\/)inventor(y|ies)(\/[\w-]+)?$/;

/** hosts(5), and what is written there. */
const HOSTS = /(^|\/)(hosts(\.(txt|j2|jinja2?|erb|epp|te?mpl|tpl))?|[\w.-]*[-_.]hosts)$/;

/** Zones of DNS, as BIND, NSD and Knot have them, and CoreDNS' own file. https://www.rfc-editor.org/rfc/rfc1035#section-5 */
const ZONE = /(^|\/)([\w.-]+\.zone|db(\.[\w-]+){2,}|zones\/[\w-]+(\.[\w-]+)*|corefile)$/i;

/** Answers for the installer of Debian and for debconf. https://www.debian.org/releases/stable/amd64/apbs02.en.html */
const PRESEED =
  /(^|\/)(preseeds?|debconf)\/[\w.-]+$|(^|\/)[\w.-]*(preseed|debconf)([-_.][\w-]+)?$|\.(seeds?|selections)(\.\w+)?$/i;

/** Debian's patches often have no ending. https://www.debian.org/doc/manuals/debmake-doc/ch05.en.html */
const QUILT = /(^|\/)debian\/patches\/(?!series$|00list$)[\w.-]+$/;

/** What the whole path says, where the name alone does not. */
const BY_PATH: readonly (readonly [RegExp, Format])[] = [
  [HELPERS, 'lines'],
  [GIT_CONFIG, 'ini'],
  [INVENTORY, 'yaml'],
  [SERVICE_DEFAULTS, 'dotenv'],
  [ENV_FOLDER, 'dotenv'],
  [VALUE_FILE, 'dotenv'],
  [HOSTS_OF_INVENTORY, 'ini'],
  [HOSTS, 'lines'],
  [ZONE, 'lines'],
  [CRON, 'lines'],
  [PRESEED, 'lines'],
  [QUILT, 'patch'],
  [DEVICE, 'lines'],
];

/** `env.dart`, `env.cpp`, `Env.scala` are programs; what is hidden is none. */
function isProgram(name: string, extension: string): boolean {
  const format = name.startsWith('.') ? undefined : BY_EXTENSION[extension];
  return format !== undefined && PROGRAMS.has(format);
}

/** Typesafe Config's own names: Play's, Akka's and Ktor's HOCON. https://github.com/lightbend/config#standard-behavior */
const HOCON = /^(?:application|reference)(?:[._-][\w.-]*)?\.conf$/;
function formatOfName(name: string, depth: number): Format | undefined {
  if (GENERATED.test(name)) return undefined;
  const whole = BY_NAME[name];
  if (whole) return whole;
  if (KICKSTART.test(name)) return 'bash';
  if (HOCON.test(name)) return 'json';
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
  if (
    /^\.?env($|[.\-_])|[.\-_]env$|^\.env|\.env\.|^env\.[a-z]+$|^(?:[\w-]+[-_])?dotenv$/.test(name) &&
    !/\.(js|ts|mjs|cjs|py|rb|go|php|sh|d\.ts|ya?ml|json|tsx|vue|erb|md|rs|ex|exs|java|kt|cs|tf|toml|html?|css|svg|png|ps1|cmd|bat|fish|t?csh|zsh|ksh|bash)$/.test(
      name,
    ) &&
    !isProgram(name, extension)
  )
    return 'dotenv';
  if (/^(docker|container)file([.\-_].+)?$|\.(docker|container)file$/.test(name)) return 'dockerfile';
  if (depth < 3 && WRAPPING.test(name)) {
    const inner = formatOfName(name.replace(WRAPPING, ''), depth + 1);
    if (inner) return inner;
  }
  const known = BY_EXTENSION[extension.replaceAll('-', '_')];
  if (known) return known;
  const spelled = depth > 0 && extension === '' ? SPELLED.exec(name)?.groups?.ending : undefined;
  if (spelled !== undefined) return BY_EXTENSION[spelled];
  if (depth < 3 && WRAPPING_PREFIX.test(name)) return formatOfName(name.replace(WRAPPING_PREFIX, ''), depth + 1);
  return undefined;
}
