/** The words in which programs ask where they run: in development, in tests, or where mail goes out to people. */
import type { Role } from '../../model/setting.ts';

/** A role that a condition can give; the rest of a program runs anywhere. */
export type BranchRole = Extract<Role, 'dev' | 'test'>;

/** Names of such environments, in any case. */
export const VALUES: Readonly<Record<BranchRole, string>> = {
  dev: 'dev|develop|development|local',
  test: 'test|tests|testing',
};

/** Names of the environment that mail goes out to people from. */
export const LIVE = 'production|prod|live';

/** What programs call the question whether they run in development. */
export const DEVELOPMENT_NAME =
  /(?:^|[.$_@])(?:_?is_?|in_?)?(?:dev|development|local)(?:_?(?:mode|env|environment))?$/i;

/** Variables and constants that hold the name of the environment that the application runs in. */
export const MODE_VARIABLES = [
  ...['NODE_ENV', 'NODE_CONFIG_ENV', 'APP_ENV', 'APP_ENVIRONMENT', 'APPLICATION_ENV', 'ENVIRONMENT', 'DEPLOY_ENV'],
  // Ruby, Elixir, Perl, Go, Rust
  ...['RAILS_ENV', 'RACK_ENV', 'HANAMI_ENV', 'MIX_ENV', 'PLACK_ENV', 'MOJO_MODE', 'GO_ENV', 'RUST_ENV'],
  // Python, .NET, the JVM
  ...['FLASK_ENV', 'DJANGO_ENV', 'ASPNETCORE_ENVIRONMENT', 'DOTNET_ENVIRONMENT', 'SPRING_PROFILES_ACTIVE'],
  ...['QUARKUS_PROFILE', 'MICRONAUT_ENVIRONMENTS'],
  // PHP: Symfony, CodeIgniter, Craft, Yii, WordPress
  ...['SYMFONY_ENV', 'CI_ENVIRONMENT', 'CRAFT_ENVIRONMENT', 'YII_ENV', 'WP_ENVIRONMENT_TYPE', 'WP_ENV'],
];

/** Other ways to ask for it. */
const QUESTIONS = [
  // https://hexdocs.pm/mix, https://hexdocs.pm/elixir/Config.html
  'Mix\\.env(?:\\(\\))?',
  'config_env\\(\\)',
  'Rails\\.env',
  // https://developer.wordpress.org/reference/functions/wp_get_environment_type/
  'wp_get_environment_type\\(\\)',
  // https://symfony.com/doc: the kernel's, and the parameter of its name
  '\\$?[\\w>-]*(?:->|\\.)getEnvironment\\(\\)',
  '\\$?[\\w>-]*(?:->|\\.)getParameter\\(["\']kernel\\.environment["\']\\)',
  // https://vite.dev/guide/env-and-mode, https://expressjs.com/en/api.html#app.get
  'import\\.meta\\.env\\.MODE',
  'app\\.get\\(["\']env["\']\\)',
  // https://docs.grails.org, https://www.playframework.com, https://quarkus.io
  '(?:grails\\.util\\.)?Environment\\.current',
  '[\\w.]*\\b(?:environment|env|app)\\.mode',
  'LaunchMode\\.current\\(\\)',
];

/**
 * Stand for the name of an environment in a condition, so that one form serves for all: private-use characters are no part
 * of a program's own words.
 */
export const MARKS: Readonly<Record<BranchRole, string>> = { dev: '\uE001', test: '\uE002' };
export const MARK = `[${MARKS.dev}${MARKS.test}]`;

/** What is done to the name before it is compared: `.as_str()`, `.toLowerCase()`, `?? ''`, `:-production}`. */
const TEXT = `(?:["'][\\w-]*["']|${MARK})`;
const AFTER = `(?:\\s*(?:\\.|\\?\\.|->)\\w+[?!]?\\(\\s*(?:${TEXT}(?:\\.into\\(\\))?\\s*)?\\))*(?:\\s*(?:\\?\\?|\\|\\||\\?:|:-)\\s*(?:[\\w-]+|${TEXT})?)?[})"']*`;

/** An expression whose value is the environment's name. */
export const ENVIRONMENT = `(?:[\\w.:$\\->()\\[\\]{"'&%! ]*\\b(?:${MODE_VARIABLES.join('|')})["')\\]]*(?:\\s*,\\s*${TEXT}\\s*\\))?|${QUESTIONS.join('|')})${AFTER}`;

/** An environment's name as programs write it: in quotes, bare in a shell, an atom, a constant, wrapped by an enumeration. */
const nameOf = (values: string): string =>
  `(?:["'](?:${values})["']|(?<![\\w.$>"'-]):?(?:${values})(?![\\w.("'-])|(?:\\w+\\.)?(?:Environment|Mode|LaunchMode)\\.(?:${values})\\b)(?:\\.to_string\\(\\)|\\.into\\(\\))?`;

/** The same in Rust's `Ok("dev")`. */
export const literalOf = (values: string): string => `(?:(?:Ok|Some)\\(${nameOf(values)}\\)|${nameOf(values)})`;

/**
 * Questions that frameworks answer: https://guides.rubyonrails.org, https://laravel.com/docs, https://learn.microsoft.com/aspnet,
 * https://docs.spring.io, https://www.yiiframework.com, https://docs.typo3.org. A switch for debugging is none of them: people
 * leave it on in production.
 */
export const ASKED: Readonly<Record<BranchRole, readonly string[]>> = {
  dev: [
    'Rails\\.env\\.(?:development|local)\\?',
    '[\\w.]*\\b_?(?:env|environment|hostingEnvironment|webHostEnvironment)\\.IsDevelopment\\(\\)',
    '(?:app\\(\\)|App|\\$this->app|\\$app)(?:->|::)isLocal\\(\\)',
    'import\\.meta\\.env\\.DEV',
    'YII_ENV_DEV',
    '\\\\?(?:[\\w\\\\]+\\\\)?Environment::getContext\\(\\)->isDevelopment\\(\\)',
    '(?:grails\\.util\\.)?Environment\\.(?:developmentMode|isDevelopmentMode\\(\\))',
    '[\\w.]*\\b(?:env|environment|play|app)\\.isDev(?:\\(\\))?',
  ],
  test: [
    'Rails\\.env\\.test\\?',
    '(?:app\\(\\)|App|\\$this->app|\\$app)(?:->|::)runningUnitTests\\(\\)',
    'YII_ENV_TEST',
    '\\\\?(?:[\\w\\\\]+\\\\)?Environment::getContext\\(\\)->isTesting\\(\\)',
    '[\\w.]*\\b(?:env|environment|play|app)\\.isTest(?:\\(\\))?',
    'cfg!\\(test\\)',
    'testing\\.Testing\\(\\)',
    'app\\.(?:testing|config\\[["\']TESTING["\']\\])',
  ],
};

/** Questions with the environments' names in brackets: `%s` stands for them. */
export const ASKED_FOR: readonly string[] = [
  '[\\w.]*\\b_?(?:env|environment|hostingEnvironment|webHostEnvironment)\\.IsEnvironment\\(%s\\)',
  '(?:app\\(\\)|App|\\$this->app|\\$app)(?:->|::)environment\\(\\[?%s\\]?\\)',
  '[\\w.]*\\b(?:env|environment)\\.(?:acceptsProfiles|matchesProfiles)\\((?:Profiles\\.of\\()?%s\\)?\\)',
  '[\\w.()]*\\bgetActiveProfiles\\(\\)\\)?\\.contains\\(%s\\)',
];

/** Annotations of the JVM that let what they stand at exist in some environments only; `%s` stands for their names. */
export const ANNOTATIONS: readonly string[] = [
  // https://docs.spring.io/spring-framework/reference/core/beans/environment.html
  '@Profile\\(\\s*(?:value\\s*=\\s*)?[{[]?\\s*%s\\s*[}\\]]?\\s*\\)',
  // https://docs.micronaut.io/latest/guide/#conditionalBeans
  '@Requires\\(\\s*env\\s*=\\s*[{[]?\\s*%s\\s*[}\\]]?\\s*\\)',
  // https://quarkus.io/guides/cdi-reference#enabling-beans-for-quarkus-build-profile
  '@IfBuildProfile\\(\\s*(?:anyOf\\s*=\\s*)?[{[]?\\s*%s\\s*[}\\]]?\\s*\\)',
];

/** `%s` filled in with one or more marks. */
export const filledIn = (form: string): string => form.replace('%s', `${MARK}(?:\\s*,\\s*${MARK})*`);

/** What a source holds that asks any of these; all others are passed by. */
export const ASKS =
  /_ENV\b|ENVIRONMENT|PROFILE|MOJO_MODE|(?:mix|rails|meta|app|play)\.\w*env|["']env["']|wp_env|_env\(|\.is(?:dev|test)|islocal|runningunittests|cfg!?\s*\(\s*test|testing\.Testing|LaunchMode|\.mode\b|app\.(?:testing|config)/i;
