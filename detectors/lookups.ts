/** How languages and frameworks read the environment and their configuration. One row a way. */
import type { CallRules } from '../src/evaluate/calls.ts';
import type { Lookup } from '../src/evaluate/lookup.ts';

export const lookups: readonly Lookup[] = [
  // JavaScript. https://nodejs.org/api/process.html#processenv
  { of: ['=process.env', '=import.meta.env', '=Bun.env', '=globalThis.process.env'], form: 'member', kind: 'env' },
  { of: ['=Deno.env.get'], form: 'call', kind: 'env' },
  // NestJS ConfigService.get(key, default), getOrThrow
  { of: ['ConfigService#get', 'ConfigService#getOrThrow', '=configService.get', '=configService.getOrThrow', '=this.configService.get', '=this.configService.getOrThrow', '=this.config.getOrThrow'], form: 'call', kind: 'env', fallback: { index: 1 } },
  // AdonisJS start/env.ts, Strapi's env helper: env('SMTP_HOST', 'localhost')
  { of: ['=env.get', '=Env.get', '@adonisjs/core/services/env.get'], form: 'call', kind: 'env', fallback: { index: 1 } },
  // node-config and convict: config.get('mail.host')
  { of: ['config.get', '=config.get', 'convict()#get'], form: 'call', kind: 'config', fallback: { index: 1 } },
  // PHP. https://www.php.net/getenv, Laravel's and CakePHP's env(), $_ENV, $_SERVER
  { of: ['=getenv', '=env', 'Env.get', 'Env.getOrFail', 'Env#get'], form: 'call', kind: 'env', fallback: { index: 1, named: ['default'] } },
  { of: ['=_ENV', '=_SERVER'], form: 'member', kind: 'env' },
  { of: ['=apache_getenv'], form: 'call', kind: 'env' },
  { of: ['=config', '=Config.get', 'Facades.Config.get'], form: 'call', kind: 'config', fallback: { index: 1, named: ['default'] } },
  // Python. https://docs.python.org/3/library/os.html#os.getenv
  { of: ['os.getenv', '=getenv', 'os.environ.get', '=environ.get', 'os.environ.pop'], form: 'call', kind: 'env', fallback: { index: 1, named: ['default'] } },
  { of: ['os.environ', '=environ'], form: 'member', kind: 'env' },
  // python-decouple, starlette.config, django-environ (env(), env.str()), environs
  { of: ['decouple.config', 'decouple.AutoConfig()', '=config', 'starlette.config.Config()', 'Config#__call__'], form: 'call', kind: 'env', fallback: { index: 2, named: ['default'] } },
  { of: ['environ.Env()', 'environs.Env()', '=env', '=env.str', '=env.url', 'Env#str', 'Env#url', 'Env#get_value', 'Env#__call__'], form: 'call', kind: 'env', fallback: { index: 1, named: ['default'] } },
  // Django's settings of any name. https://docs.djangoproject.com/en/stable/topics/settings/
  { of: ['django.conf.settings'], form: 'member', kind: 'config' },
  // https://docs.python.org/3/library/configparser.html
  { of: ['configparser.ConfigParser#get', 'ConfigParser#get', 'RawConfigParser#get', 'SafeConfigParser#get'], form: 'call', kind: 'config', parts: 2, fallback: { named: ['fallback'] } },
  // Ruby. ENV['X'], ENV.fetch('X', 'd')
  { of: ['=ENV'], form: 'member', kind: 'env' },
  { of: ['=ENV.fetch', '=ENV.dig'], form: 'call', kind: 'env', fallback: { index: 1 } },
  // Java, Kotlin, Scala
  { of: ['System.getenv', '=System.getenv'], form: 'call', kind: 'env', fallback: { index: 1 } },
  { of: ['=System.getenv()', 'sys.env'], form: 'member', kind: 'env' },
  { of: ['System.getProperty', '*#getProperty', 'Environment#getProperty', '*#getRequiredProperty'], form: 'call', kind: 'config', fallback: { index: 1 } },
  // .NET
  { of: ['Environment.GetEnvironmentVariable'], form: 'call', kind: 'env' },
  { of: ['*#GetValue', 'Configuration.GetValue', '_configuration.GetValue', '_config.GetValue', 'configuration.GetValue'], form: 'call', kind: 'config', fallback: { index: 1 } },
  { of: ['=Configuration', '=_configuration', '=configuration', '=_config', 'IConfiguration', 'ConfigurationManager.AppSettings', 'WebConfigurationManager.AppSettings'], form: 'member', kind: 'config' },
  // Go
  { of: ['os.Getenv', 'os.LookupEnv', 'syscall.Getenv'], form: 'call', kind: 'env' },
  { of: ['=getEnv', '=GetEnv', '=getenvDefault', '=getEnvOrDefault', '=envOr', '=GetEnvOrDefault', '=env_or', '=get_env', '=getEnvVar', '=getEnvWithDefault'], form: 'call', kind: 'env', fallback: { index: 1 } },
  { of: ['viper.GetString', 'github.com/spf13/viper.GetString'], form: 'call', kind: 'config' },
  // Rust
  { of: ['env::var', 'std.env.var', 'env.var', 'dotenv.var', 'dotenvy.var', '=env!', '=option_env!', 'std.env.var_os', 'env.var_os'], form: 'call', kind: 'env' },
  // Elixir
  { of: ['System.get_env', 'System.fetch_env!'], form: 'call', kind: 'env', fallback: { index: 1 } },
  // Perl's %ENV
  { of: ['=%ENV'], form: 'member', kind: 'env' },
];

export const callRules: CallRules = {
  ofArgument: ['=String', '=str', '=strval', '=trim', '=strtolower', '=rtrim', '=gethostbyname', '=Object.freeze', '=Object.seal', 'Object.freeze', '=string', '=Ok', '=Some', '=registerAs', '=defineConfig', '=Arc.new', '=Box.new', '=Just', 'Optional.of', 'Optional.ofNullable', 'String.from', '=str.strip', '=reactive', '=ref', '=structuredClone', '=SecretStr', '=as_const', '=deepcopy', 'copy.deepcopy', 'String.Concat'],
  ofReceiver: ['trim', 'strip', 'rstrip', 'lstrip', 'lower', 'downcase', 'toLowerCase', 'toString', 'to_s', 'to_string', 'to_owned', 'into', 'clone', 'unwrap', 'expect', 'as_str', 'as_ref', 'as_deref', 'freeze', 'dup', 'presence', 'chomp', 'Trim', 'ToString', 'ToLower', 'ToLowerInvariant', 'get_secret_value', 'valueOf', 'ok', 'asString', 'as_bytes', 'orElseThrow', 'compact', 'symbolize_keys', 'with_indifferent_access', 'deep_symbolize_keys', 'to_h', 'toLowerCase'],
  orArgument: ['unwrap_or', 'unwrap_or_else', 'unwrap_or_default', 'or_else', 'orElse', 'orElseGet', 'getOrElse', 'ifBlank', 'ifEmpty'],
  merging: ['=Object.assign', 'Object.assign', '=array_merge', '=array_replace', '=array_replace_recursive', '=array_merge_recursive', '=dict', '*#merge', '*#deep_merge', '*#reverse_merge', '=defu', '=merge', '=_.merge', 'lodash.merge', '=deepmerge'],
  // https://github.com/af/envalid, https://env.t3.gg
  schemas: [
    { of: ['envalid.cleanEnv', '=cleanEnv'], index: 1 },
    { of: ['@t3-oss/env-core.createEnv', '@t3-oss/env-nextjs.createEnv', '=createEnv'], index: 0, within: 'server' },
  ],
  // https://zod.dev, valibot, yup
  parsing: ['parse', 'safeParse', 'validateSync'],
  // https://docs.pydantic.dev/latest/concepts/pydantic_settings/: field names are variables, in any case
  settingsClasses: ['pydantic_settings.BaseSettings', 'pydantic.BaseSettings', 'pydantic.v1.BaseSettings', '=BaseSettings'],
  loading: ['=JSON.parse', 'JSON5.parse', 'json5.parse', '=YAML.parse', 'yaml.parse', 'js-yaml.load', 'yaml.load', '=yaml.load', 'js-yaml.safeLoad', 'toml.parse', 'ini.parse', '*#readJsonSync', '*#readJSONSync', '=readJsonSync', 'json.load', 'json.loads', 'yaml.safe_load', 'yaml.full_load', 'tomllib.load', 'tomllib.loads', 'tomli.load', 'toml.load', '=parse_ini_file', '=json_decode', '=yaml_parse_file', 'Yaml.parseFile', 'Yaml.parse', 'YAML.load_file', 'YAML.safe_load_file', 'YAML.unsafe_load_file', 'YAML.load', 'YAML.safe_load', 'Psych.load_file', 'JSON.load_file', 'JSON.parse', 'TOML.load_file'],
  anyArgument: ['=env_default_when_empty', '=coalesce', '=firstNonEmpty', '=cmp.Or', 'cmp.Or', '=nvl', '=try'],
};
