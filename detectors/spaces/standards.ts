/** Methods and functions that are given a key and what to use where nothing has a value for it. */
import type { CallRules } from '../../src/evaluate/calls.ts';
import { looksLikeHost } from '../../src/relays/host-name.ts';

/** Those whose second argument is what is used, whatever it is. */
const SURELY = [
  ...[
    'getOrDefault',
    'getOrElse',
    'getOrPut',
    'GetValueOrDefault',
    'get_or',
    'get_or_default',
    'getOr',
    'fetch',
    'pop',
  ],
  ...['get_or_insert', 'getOrInsert', 'optString', 'get_with_default', 'getWithDefault', 'setdefault'],
];

/** Those that may as well be given a section and a key of it. */
const PERHAPS = [
  ...['get', 'Get', 'GET', 'getString', 'get_string', 'GetString', 'getStr', 'get_str', 'getValue', 'get_value'],
  ...['GetValue', 'getProperty', 'get_property', 'GetProperty', 'getInt', 'get_int', 'GetInt', 'getint', 'getInteger'],
  ...[
    'getNumber',
    'getBoolean',
    'getBool',
    'get_bool',
    'GetBool',
    'getboolean',
    'getOption',
    'get_option',
    'getConfig',
  ],
  ...['get_config', 'GetConfig', 'getSetting', 'get_setting', 'GetSetting', 'getParam', 'get_param', 'getParameter'],
  ...['getEnv', 'getenv', 'get_env', 'GetEnv', 'Getenv', 'getVar', 'get_var', 'config', 'setting', 'option', 'param'],
  ...[
    'string',
    'str',
    'String',
    'int',
    'Int',
    'number',
    'integer',
    'val',
    'value',
    'read',
    'Read',
    'readString',
    'lookup',
  ],
];

/** What functions that stand alone are called that read one setting: `get_setting("node", "d")`, `envOr("NODE", "d")`. */
const READING =
  /^(?:get|fetch|read|load|lookup|find)_?(?:app_?|site_?|global_?|user_?)?(?:env|config|conf|cfg|setting|option|opt|param|parameter|property|prop|pref|preference|var|variable)(?:_?(?:str|string|value|var|int|or|or_?default|with_?default|or_?else))?$|^(?:env|getenv|config|conf|cfg|setting|option|opt|param|pref)_?(?:or|or_?default|or_?else|with_?default|default|str|string|int|get|value)$|^(?:setting|option|conf|cfg|param|pref)$/i;

/** No key of a section is called so. */
const isNoKey = (text: string): boolean =>
  /^(?:\d+|true|false|localhost|[a-z][a-z0-9+.-]*:\/\/.+)$/i.test(text) || (/[.:]/.test(text) && looksLikeHost(text));

export const standards: Pick<CallRules, 'standards'> = {
  standards: {
    surely: SURELY,
    perhaps: PERHAPS,
    isReading: (name) => READING.test(name),
    named: ['default', 'fallback', 'default_value', 'defaultValue', 'default_var', '_default', 'def'],
    isNoKey,
  },
};
