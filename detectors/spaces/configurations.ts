/** Calls that make a configuration: of files, schemas, classes and command lines. */
import type { CallRules } from '../../src/evaluate/calls.ts';

/** Files read as a text, which may be a host or be taken apart. */
const READING: readonly string[] = [
  ...['fs.readFileSync', 'node:fs.readFileSync', '=readFileSync', '*#readFileSync', '*#read', '*#read_text'],
  ...['=file_get_contents', '=file', 'File.read', 'IO.read', '*#readString', 'File.ReadAllText', '*#ReadAllText'],
  ...['os.ReadFile', 'ioutil.ReadFile', '*#ReadFile', '=include_str', '=embed', '=Get-Content'],
  ...['*#readline', '*#ReadLines', '*#ReadAllLines', 'pkgutil.get_data'],
];

/** What opens a file of go-ini, and what it gives. */
const INI: readonly string[] = ['ini.Load', 'ini.LooseLoad', 'ini.LoadSources', 'ini.ShadowLoad', 'ini.File'];

export const configurations: Pick<
  CallRules,
  | 'configurations'
  | 'filling'
  | 'commandLine'
  | 'schemas'
  | 'parsing'
  | 'parsed'
  | 'settingsClasses'
  | 'namedClasses'
  | 'rootClasses'
  | 'loading'
  | 'reading'
> = {
  configurations: {
    holders: [
      // JavaScript: Nest, convict, Nuxt
      ...['ConfigService', '=convict', 'convict.convict', 'convict', '=useRuntimeConfig', 'nconf', 'nconf.Provider'],
      // Python: dynaconf, configparser
      ...['dynaconf.Dynaconf', 'dynaconf.LazySettings', 'ConfigParser', 'RawConfigParser', 'SafeConfigParser'],
      // https://python-dependency-injector.ets-labs.org/providers/configuration.html
      ...['dependency_injector.providers.Configuration', '=providers.Configuration'],
      // Java, Scala: Typesafe Config, Spring, MicroProfile, Micronaut
      ...[
        'ConfigFactory.load',
        'ConfigFactory.parseResources',
        'typesafe.config.Config',
        '=Config',
        'play.api.Configuration',
        '=Configuration',
        // https://api.ktor.io/ktor-server-core/io.ktor.server.config/-application-config/index.html
        'server.config.ApplicationConfig',
      ],
      // Vert.x: https://vertx.io/docs/vertx-core/java/#_passing_configuration_to_a_verticle
      ...['AbstractVerticle#config', 'AbstractVerticle.config', 'CoroutineVerticle.config', '=config()'],
      ...['core.env.Environment', 'ConfigProvider.getConfig', 'microprofile.config.Config'],
      // Pulumi: https://www.pulumi.com/docs/iac/concepts/config/
      ...['@pulumi/pulumi.Config', 'pulumi.Config', 'pulumi/config.New', 'config.New', '=Pulumi.Config'],
      // .NET
      ...['IConfiguration', 'IConfigurationRoot', 'IConfigurationSection', 'ConfigurationManager'],
      // Go
      ...['cli.Context', 'viper.New', 'viper.GetViper', 'koanf.New', 'viper.Viper', 'koanf.Koanf'],
      // https://pkg.go.dev/gopkg.in/ini.v1
      ...INI,
      // Perl: https://docs.mojolicious.org/Mojolicious#config
      ...['Mojolicious#plugin', 'Mojolicious#config', 'Mojolicious.Controller#config', '=app.config', '=plugin'],
      // Rust, PHP
      ...[
        'config.Config',
        'Config.builder',
        ...['envy.prefixed', 'envy.from_env', 'Figment.from', 'Figment.new'],
        'ContainerBagInterface',
        'ParameterBagInterface',
        'Configuration.getInstance',
      ],
    ],
    getters: [
      ...[
        'get',
        'get<T>',
        'getOrThrow',
        'has',
        'fetch',
        'getString',
        'getInt',
        'getLong',
        'getConfig',
        'getObject',
        'getValue',
        'getProperty',
        ...['getInteger', 'getJsonObject'],
      ],
      ...[
        'getRequiredProperty',
        'getOptionalValue',
        'getint',
        'getboolean',
        'getfloat',
        'GetSection',
        'GetRequiredSection',
        'GetValue',
      ],
      ...[
        'String',
        'MustString',
        'Int',
        'GetString',
        'GetInt',
        'Get',
        'Sub',
        ...['Section', 'Key'],
        'Cut',
        'Slices',
        'get_string',
        'get_int',
        'get_str',
        ...['require', 'requireSecret', 'getSecret', 'require_secret', 'get_secret', 'Require', 'RequireSecret'],
        'GetSecret',
        'path',
        'config',
        ...['property', 'propertyOrNull', 'tryGetString'],
      ],
    ],
    diggers: ['dig', 'dig!'],
  },
  // https://pkg.go.dev/github.com/spf13/viper#Unmarshal, https://pkg.go.dev/github.com/knadh/koanf/v2#Koanf.Unmarshal
  filling: [
    { of: ['viper.Unmarshal', 'viper.UnmarshalExact', 'viper.New#Unmarshal', 'viper.Viper#Unmarshal'] },
    { of: ['viper.UnmarshalKey', 'viper.New#UnmarshalKey', 'viper.Viper#UnmarshalKey'], section: 0 },
    { of: INI.flatMap((of) => [`${of}#Section().MapTo`, `${of}#Section().StrictMapTo`]), section: 'receiver' },
    { of: ['koanf.New#Unmarshal', 'koanf.Koanf#Unmarshal', 'koanf.New#UnmarshalWithConf'], section: 0 },
  ],
  // https://docs.python.org/3/library/argparse.html, https://click.palletsprojects.com, https://github.com/tj/commander.js, yargs
  commandLine: {
    parsing: ['*#parse_args', '*#parse_known_args', '*#opts', '*#parseSync', '=opts', '*#parse_args()'],
    declaring: ['add_argument', 'add_option', 'option', 'requiredOption', 'options'],
    decorating: ['option', 'argument'],
    // https://typer.tiangolo.com
    describing: ['typer.Option', 'typer.Argument'],
    defaults: ['default', 'defaultValue'],
    variables: ['envvar', 'env', 'env_var'],
  },
  // https://github.com/af/envalid, https://env.t3.gg
  schemas: [
    { of: ['envalid.cleanEnv', '=cleanEnv'], index: 1 },
    // https://joi.dev/api/#attemptvalue-schema-message-options, https://valibot.dev/api/parse/
    { of: ['joi.attempt', 'joi.default.attempt', '=Joi.attempt'], index: 1, data: 0 },
    { of: ['valibot.parse', 'valibot.safeParse'], index: 0, data: 1 },
    {
      of: ['@t3-oss/env-core.createEnv', '@t3-oss/env-nextjs.createEnv', '=createEnv'],
      index: 0,
      within: 'server',
      extending: 'extends',
    },
  ],
  // https://zod.dev, https://joi.dev/api, https://github.com/jquense/yup
  parsing: [
    ...['parse', 'safeParse', 'parseAsync', 'safeParseAsync'],
    ...['validate', 'validateSync', 'validateAsync', 'cast'],
  ],
  parsed: ['data', 'value', 'output'],
  // https://docs.pydantic.dev/latest/concepts/pydantic_settings/: field names are variables, in any case
  settingsClasses: [
    'pydantic_settings.BaseSettings',
    'pydantic.BaseSettings',
    'pydantic.v1.BaseSettings',
    '=BaseSettings',
  ],
  // https://github.com/palkan/anyway_config: `config/parcel.yml`, PARCEL_EXIT
  namedClasses: { bases: ['Anyway.Config'], naming: 'config_name', declaring: 'attr_config' },
  // https://www.dropwizard.io/en/stable/manual/core.html#configuration
  rootClasses: ['io.dropwizard.core.Configuration', 'io.dropwizard.Configuration'],
  reading: READING,
  loading: [
    '=JSON.parse',
    'JSON5.parse',
    'json5.parse',
    '=YAML.parse',
    'yaml.parse',
    'js-yaml.load',
    'yaml.load',
    '=yaml.load',
    'js-yaml.safeLoad',
    'toml.parse',
    'ini.parse',
    '*#readJsonSync',
    '*#readJSONSync',
    '=readJsonSync',
    'json.load',
    'json.loads',
    'yaml.safe_load',
    'yaml.full_load',
    'tomllib.load',
    'tomllib.loads',
    'tomli.load',
    'toml.load',
    '=parse_ini_file',
    '=json_decode',
    '=yaml_parse_file',
    'Yaml.parseFile',
    'Yaml.parse',
    'YAML.load_file',
    'YAML.safe_load_file',
    'YAML.unsafe_load_file',
    'YAML.load',
    'YAML.safe_load',
    'Psych.load_file',
    'JSON.load_file',
    'JSON.parse',
    'TOML.load_file',
    // PowerShell
    ...['=Import-PowerShellDataFile', '=Import-LocalizedData', '=ConvertFrom-Json'],
    // Perl: Config::General, Config::Any, YAML, JSON
    ...['*#getall', '=LoadFile', 'YAML.LoadFile', 'YAML.XS.LoadFile', '=ParseConfig', '=decode_json'],
    // Jackson: https://github.com/FasterXML/jackson-databind
    ...['ObjectMapper#readValue', 'ObjectMapper#readTree', 'YAMLMapper#readValue', 'JsonMapper#readValue'],
    // Java: ResourceBundle names a file without its ending
    'ResourceBundle.getBundle',
    ...READING,
    // .NET: Microsoft.Extensions.Configuration
    '*#AddJsonFile',
    // Rust: serde's formats
    ...['serde_json', 'toml', 'serde_yaml', 'serde_yml', 'ron', 'json5'].flatMap((format) =>
      ['from_str', 'from_slice', 'from_reader'].map((how) => `${format}.${how}`),
    ),
    // Terraform, Bicep
    ...['=jsondecode', '=yamldecode', '=loadJsonContent', '=loadYamlContent'],
    // Go: encoding/json, yaml, toml, cleanenv
    ...['Unmarshal', 'UnmarshalStrict', 'Decode', 'DecodeFile', 'ReadConfig'].map((method) => `*#${method}`),
  ],
};
