/** Calls that hand a value on: what they are given, what they are called on, or either. */
import type { CallRules } from '../../src/evaluate/calls.ts';

const FLAG_TYPES = ['String', 'Int', 'Uint', 'Uint16', 'Int64'];

/** How fields of pydantic, dataclasses and attrs are declared. */
const FIELDS = ['pydantic.Field', '=Field', 'dataclasses.field', 'attr.ib', '=attrib', 'attrs.field', 'attr.field'];

/** What merges the objects within, too, later arguments winning. */
const DEEP = [
  ...[
    '=array_merge_recursive',
    '=array_replace_recursive',
    '*#deep_merge',
    '*#deep_merge!',
    '=deep_merge',
    '=merge_deep',
  ],
  ...['=_.merge', 'lodash.merge', 'lodash/merge', '=deepmerge', '=deepMerge', '=mergeDeep'],
  // https://docs.laminas.dev/laminas-stdlib/, https://www.yiiframework.com/doc/guide/2.0/en/helper-array
  ...['=ArrayUtils.merge', '=ArrayHelper.merge'],
];

/** The same, earlier arguments winning. */
const DEEP_UNDER = ['=_.defaultsDeep', 'lodash.defaultsDeep', 'lodash/defaultsDeep', '=defu', 'defu.defu'];

export const handingOn: Pick<
  CallRules,
  | 'ofArgument'
  | 'ofReceiver'
  | 'unwrapping'
  | 'orArgument'
  | 'atArgument'
  | 'ofFactory'
  | 'anyArgument'
  | 'merging'
  | 'mergingUnder'
  | 'mergingDeep'
> = {
  ofArgument: [
    // A text as a number: ports.
    ...[
      '=Number',
      '=parseInt',
      '=parseFloat',
      'Number.parseInt',
      '=int',
      '=float',
      '=Integer',
      '=intval',
      '=Int',
      '=Port',
    ],
    // https://django-configurations.readthedocs.io/en/stable/values/: the default, where the environment has none
    ...['Value', 'IntegerValue', 'EmailURLValue'].flatMap((type) => [
      `=values.${type}`,
      `configurations.values.${type}`,
    ]),
    ...['String.valueOf', '=String.valueOf', 'Integer.toString', '=Integer.toString'],
    ...['Integer.parseInt', 'Integer.valueOf', 'int.Parse', '=int.Parse', 'Convert.ToInt32', 'Int32.Parse'],
    ...[
      'strconv.Atoi',
      'strconv.ParseInt',
      'strconv.Itoa',
      'String.to_integer',
      'cast.ToInt',
      '=number',
      'u16.from_str',
    ],
    '=String',
    // C++: Qt's, the standard library's, Arduino's
    ...[
      '=QStringLiteral',
      '=QString',
      '=QLatin1String',
      '=QByteArray',
      'std.string',
      'std.to_string',
      'std.move',
      ...['=atoi', '=atol', '=strtol', '=strdup', 'std.stoi', 'std.atoi'],
      '=F',
      '=_T',
      '=L',
    ],
    '=str',
    // https://api.dart.dev/dart-core/int/parse.html
    ...['int.parse', '=int.parse', 'int.tryParse', '=int.tryParse'],
    // How a function that reads a setting calls the type that it is given: `cast(raw)`
    ...['=cast', '=coerce', '=converter'],
    '=strval',
    '=trim',
    '=strtolower',
    '=rtrim',
    '=gethostbyname',
    // Ruby: what a method gives to its block
    '=yield',
    // What a URL is put together with leaves a host name as it is.
    '=encodeURIComponent',
    '=encodeURI',
    '=urlencode',
    '=rawurlencode',
    'urllib.parse.quote',
    'urllib.parse.quote_plus',
    'CGI.escape',
    // A token of a container is told by its description.
    ...['Symbol.for', '=Symbol.for', '=Symbol'],
    '=Object.freeze',
    '=Object.seal',
    // https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Promise/all
    ...['Promise.all', '=Promise.all', 'Promise.resolve', '=Promise.resolve'],
    // https://github.com/node-config/node-config/wiki/Using-Config-Utilities
    ...['config.util.toObject', '=config.util.toObject', 'config.util.cloneDeep', '=config.util.cloneDeep'],
    'Object.freeze',
    // Pulumi's typed values: https://www.pulumi.com/docs/iac/languages-sdks/go/
    ...['pulumi.String', 'pulumi.StringPtr', 'pulumi.output', '=pulumi.output', 'pulumi.Output.from_input'],
    '=string',
    '=Ok',
    '=Some',
    '=defineConfig',
    '=Arc.new',
    '=Box.new',
    '=Just',
    'Optional.of',
    'Optional.ofNullable',
    '=Option',
    'String.from',
    '=str.strip',
    '=reactive',
    '=ref',
    '=structuredClone',
    // https://lodash.com/docs
    ...['=_.clone', '=_.cloneDeep', 'lodash.clone', 'lodash.cloneDeep', 'lodash/clone', 'lodash/cloneDeep'],
    ...['=_.pick', '=_.omit', 'lodash.pick', 'lodash.omit', 'lodash/pick', 'lodash/omit'],
    '=SecretStr',
    '=as_const',
    '=deepcopy',
    'copy.deepcopy',
    'String.Concat',
    'random.choice',
    ...['itertools.cycle', '=cycle', '=sorted', '=reversed', '=tuple'],
    '=list',
    '=Proxy',
    'Array.from',
    '=shuffle',
    'random.sample',
  ],
  ofReceiver: [
    ...['to_i', 'toInt', 'toInteger', 'intValue', 'toNumber', 'toIntOrNull', 'asPortNumber', 'asInt', 'asIntPositive'],
    'trim',
    'strip',
    'rstrip',
    'lstrip',
    'lower',
    'downcase',
    'toLowerCase',
    'toString',
    'to_s',
    'to_string',
    'to_owned',
    ...['decode', 'encode'],
    // C++: https://en.cppreference.com/w/cpp/string/basic_string/c_str, https://doc.qt.io/qt-6/qstring.html
    ...['c_str', 'toStdString', 'toUtf8', 'toLatin1', 'constData'],
    'into',
    'clone',
    'unwrap',
    'expect',
    'as_str',
    'as_ref',
    'as_deref',
    'freeze',
    'dup',
    'presence',
    'chomp',
    'Trim',
    'ToString',
    'ToLower',
    'ToLowerInvariant',
    'get_secret_value',
    'valueOf',
    'ok',
    'asString',
    'asUrlString',
    'required',
    'as_bytes',
    'orElseThrow',
    'orEmpty',
    'compact',
    'symbolize_keys',
    'with_indifferent_access',
    'deep_symbolize_keys',
    // whatever the keys are called, here they are texts
    ...['transform_keys', 'deep_transform_keys', 'stringify_keys', 'deep_stringify_keys'],
    'to_h',
    'split',
    'Split',
    ...['partition', 'rpartition'],
    'copy',
    'slice',
  ],
  // Ktor's ApplicationConfigValue, Java's Optional and Supplier, dependency-injector's options
  unwrapping: [
    // https://github.com/mozilla/node-convict/tree/master/packages/convict#configgetproperties
    ...['getProperties'],
    ...['getString', 'getAs', 'getAsString', 'asText', 'get', 'as_int'],
  ],
  orArgument: [
    'unwrap_or',
    'unwrap_or_else',
    'unwrap_or_default',
    'or_else',
    'orElse',
    'orElseGet',
    'getOrElse',
    ...['get_or_init', 'get_or_try_init', 'get_or_insert_with'],
    // npm env-var
    'default',
    'ifBlank',
    'ifEmpty',
  ],
  atArgument: [
    // PowerShell's `param()`, by its reader
    { of: ['=param'], index: 1, isOption: true },
    // https://docs.nestjs.com/techniques/configuration#configuration-namespaces
    { of: ['=registerAs'], index: 1 },
    // https://github.com/dominictarr/rc: what stands in .NAMErc is set over it
    { of: ['rc'], index: 1 },
    // https://docs.pydantic.dev/latest/concepts/fields/
    { of: FIELDS, index: 0, named: 'default' },
    // https://docs.python.org/3/library/typing.html#typing.cast
    { of: ['typing.cast', '=typing.cast', 't.cast', 'typing_extensions.cast'], index: 1 },
    // Go's flag and pflag, https://pkg.go.dev/flag, https://pkg.go.dev/github.com/spf13/pflag
    {
      of: ['flag', 'pflag', '*#Flags()', '*#PersistentFlags()', 'flag.NewFlagSet'].flatMap((set) =>
        FLAG_TYPES.map((type) => `${set}.${type}`),
      ),
      index: 1,
      isOption: true,
    },
    {
      of: ['pflag', 'flag', '*#Flags()', '*#PersistentFlags()'].flatMap((set) =>
        FLAG_TYPES.map((type) => `${set}.${type}P`),
      ),
      index: 2,
      isOption: true,
    },
  ],
  ofFactory: { of: FIELDS, named: ['default_factory', 'factory'] },
  // Java: Objects, Commons Lang's StringUtils and ObjectUtils, Guava's MoreObjects
  anyArgument: [
    '=env_default_when_empty',
    '=coalesce',
    '=firstNonEmpty',
    '=cmp.Or',
    'cmp.Or',
    '=nvl',
    '=try',
    'Objects.requireNonNullElse',
    '=requireNonNullElse',
    'StringUtils.defaultString',
    'StringUtils.defaultIfBlank',
    'StringUtils.defaultIfEmpty',
    'StringUtils.firstNonBlank',
    'ObjectUtils.defaultIfNull',
    'ObjectUtils.firstNonNull',
    'MoreObjects.firstNonNull',
  ],
  // https://developer.wordpress.org/reference/functions/wp_parse_args/, https://lodash.com/docs#defaults, https://github.com/unjs/defu
  mergingUnder: [
    ...['=wp_parse_args', '*#reverse_merge', '*#with_defaults', '=createDefu'],
    ...['=_.defaults', 'lodash.defaults', 'lodash/defaults'],
    // https://docs.python.org/3/library/collections.html#collections.ChainMap
    ...['collections.ChainMap', '=ChainMap'],
    ...DEEP_UNDER,
  ],
  merging: [
    '=Object.assign',
    'Object.assign',
    '=array_merge',
    // https://developer.wordpress.org/reference/functions/shortcode_atts/, https://symfony.com/doc/current/components/options_resolver.html
    '=shortcode_atts',
    '=array_replace',
    '=dict',
    '*#merge',
    '=merge',
    // https://hexdocs.pm/elixir/Keyword.html#merge/2
    ...['Keyword.merge', 'Map.merge'],
    ...['=_.assign', 'lodash.assign', 'lodash/assign', '=_.extend'],
    ...DEEP,
    // Copies of instances with other values: https://docs.python.org/3/library/dataclasses.html#dataclasses.replace, attrs, pydantic
    ...['dataclasses.replace', 'attr.evolve', 'attrs.evolve', '*#_replace', '*#model_copy'],
  ],
  mergingDeep: [...DEEP, ...DEEP_UNDER],
};
