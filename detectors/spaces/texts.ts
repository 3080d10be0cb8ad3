/** Functions and methods that make texts of texts, by what they give. */
import type { CallRules } from '../../src/evaluate/calls.ts';
import type { TextRule } from '../../src/evaluate/text-rules.ts';
import { characters, decoding } from './decoded-texts.ts';
import { FILLED, JVM } from './families.ts';

/** The receiver, where a rule says which argument is which. */
const RECEIVER = -1;

/** Texts put together. */
const together: readonly TextRule[] = [
  { gives: 'joined', methods: ['join'], in: ['python'], of: 0, with: [RECEIVER] },
  { gives: 'joined', methods: ['join'], in: ['javascript'], separator: ',' },
  { gives: 'joined', functions: ['=implode', '=join'], in: ['php'], of: 1, with: [0], least: 2 },
  { gives: 'joined', functions: ['=implode', '=join'], in: ['php'] },
  {
    gives: 'joined',
    functions: ['String.join', 'string.Join', 'String.Join', '=String.join'],
    of: 1,
    with: [0, 2, 3, 4, 5, 6],
  },
  { gives: 'joined', functions: ['strings.Join', 'Enum.join', '=Enum.join'], of: 0, with: [1] },
  { gives: 'joined', methods: ['join'], in: ['powershell'] },
  { gives: 'joined', methods: ['joinToString'], separator: ', ' },
  {
    gives: 'joined',
    methods: ['mkString', 'join'],
    in: ['scala', 'groovy', 'ruby', 'rust', 'kotlin', 'java', ...FILLED],
  },
  // `.collect(Collectors.joining("."))`: the collector is what stands between
  { gives: 'gathered', functions: ['Collectors.joining', '=joining'], in: JVM, least: 1 },
  { gives: 'joined', methods: ['collect'], in: ['java'] },
  { gives: 'joined', methods: ['concat'], in: ['rust'] },
  // A text in quotes, as bundlers take constants: https://webpack.js.org/plugins/define-plugin/
  { gives: 'concatenated', functions: ['JSON.stringify', '=JSON.stringify'], in: ['javascript'] },
  { gives: 'concatenated', functions: ['String.Concat', 'string.Concat', '=String.Concat'] },
  { gives: 'concatenated', methods: ['concat', 'plus', 'append', 'Append'] },
];

/** Paths of files put together. */
const paths: readonly TextRule[] = [
  {
    gives: 'path',
    functions: [
      ...['path', 'node:path', 'path.posix', 'path.default'].flatMap((module) => [
        `${module}.join`,
        `${module}.resolve`,
      ]),
      ...['=path.join', '=path.resolve', 'os.path.join', 'posixpath.join', '=File.join', 'File.join', 'filepath.Join'],
      ...['Path.Combine', '=Path.Combine', '=Path.join'],
    ],
  },
  // https://docs.ruby-lang.org/en/master/File.html#method-c-expand_path: from a folder
  { gives: 'path', functions: ['=File.expand_path', 'File.expand_path'], of: 1, with: [0] },
];

/** Stretches, order and letters. */
const shaping: readonly TextRule[] = [
  {
    gives: 'reversed',
    functions: [
      '=strrev',
      '=reverse',
      '=reversed',
      '=array_reverse',
      'String.reverse',
      'Enum.reverse',
      'lists.reverse',
    ],
  },
  { gives: 'reversed', methods: ['reverse', 'toReversed', 'reversed', 'Reverse', 'rev'], with: [] },
  { gives: 'parts', methods: ['split', 'Split'], with: [0], least: 1 },
  { gives: 'parts', functions: ['=explode'], of: 1, with: [0] },
  {
    gives: 'parts',
    functions: ['strings.Split', 'strings.SplitN', 'strings.Cut', 'String.split', '=str_split'],
    with: [1],
  },
  { gives: 'lines', methods: ['chars', 'bytes', 'graphemes'], with: [] },
  { gives: 'slice', methods: ['slice', 'substring', 'subSequence'], least: 1 },
  { gives: 'stretch', methods: ['substr', 'Substring', 'Remove'], least: 1 },
  { gives: 'stretch', functions: ['=substr', '=mb_substr', 'String.slice'], least: 2 },
  { gives: 'repeated', methods: ['repeat', 'padEnd'] },
  { gives: 'repeated', functions: ['=str_repeat', 'strings.Repeat', 'String.duplicate'] },
];

/** Ends taken off. Without characters or a text that goes, blanks do, which no host has. */
const trimming: readonly TextRule[] = [
  { gives: 'trimmed', functions: ['=trim', 'strings.Trim', 'String.trim', 'StringUtils.strip', '=Trim'], least: 2 },
  {
    gives: 'trimmed at the front',
    functions: ['=ltrim', 'strings.TrimLeft', 'String.trim_leading', 'StringUtils.stripStart'],
    least: 2,
  },
  {
    gives: 'trimmed at the end',
    functions: ['=rtrim', '=chop', 'strings.TrimRight', 'String.trim_trailing', 'StringUtils.stripEnd'],
    least: 2,
  },
  {
    gives: 'without the front',
    functions: ['strings.TrimPrefix', 'StringUtils.removeStart', 'lodash.trimStart'],
    least: 2,
  },
  { gives: 'without the end', functions: ['strings.TrimSuffix', 'StringUtils.removeEnd'], least: 2 },
  { gives: 'trimmed', methods: ['strip', 'Trim', 'trim', 'trim_matches'], least: 1 },
  { gives: 'trimmed at the front', methods: ['lstrip', 'TrimStart', 'trimStart', 'trim_start_matches'], least: 1 },
  { gives: 'trimmed at the end', methods: ['rstrip', 'TrimEnd', 'trimEnd', 'trim_end_matches'], least: 1 },
  {
    gives: 'without the front',
    methods: ['removeprefix', 'delete_prefix', 'removePrefix', 'stripPrefix', 'strip_prefix'],
    least: 1,
  },
  {
    gives: 'without the end',
    methods: ['removesuffix', 'delete_suffix', 'removeSuffix', 'stripSuffix', 'strip_suffix', 'chomp'],
    least: 1,
  },
  { gives: 'without both', methods: ['removeSurrounding'], least: 1 },
  { gives: 'without characters', methods: ['delete'], in: ['ruby'], least: 1 },
  { gives: 'cut at the front', methods: ['withoutFront'], in: ['bash'] },
  { gives: 'cut long at the front', methods: ['withoutLongestFront'], in: ['bash'] },
  { gives: 'cut at the end', methods: ['withoutEnd'], in: ['bash'] },
  { gives: 'cut long at the end', methods: ['withoutLongestEnd'], in: ['bash'] },
];

const replacing: readonly TextRule[] = [
  { gives: 'replaced', functions: ['=str_replace', '=str_ireplace'], of: 2, with: [0, 1] },
  {
    gives: 'replaced by pattern',
    functions: ['=preg_replace', 're.sub', 'Regex.Replace'],
    of: 2,
    with: [0, 1],
    in: ['php', 'python'],
  },
  { gives: 'replaced by pattern', functions: ['Regex.Replace', '=Regex.Replace', 'Regex.replace'], with: [1, 2] },
  // Terraform's
  { gives: 'replaced', functions: ['=replace'], of: 0, with: [1, 2] },
  { gives: 'replaced', functions: ['strings.Replace', 'strings.ReplaceAll', 'String.replace'], with: [1, 2] },
  { gives: 'translated', functions: ['=strtr'], in: ['php'], least: 3 },
  { gives: 'opaque', functions: ['=strtr'] },
  {
    gives: 'opaque',
    functions: [
      ...['util.format', 'node:util.format', '=vsprintf', '=MessageFormat.format', 'MessageFormat.format'],
      ...['java.text.MessageFormat.format', 'ast.literal_eval', '=literal_eval'],
    ],
  },
  { gives: 'opaque', methods: ['format_map'], in: ['python'] },
  { gives: 'opaque', methods: ['match', 'matchAll'], in: ['javascript'] },
  { gives: 'translated', methods: ['tr'] },
  { gives: 'replaced by pattern', methods: ['gsub', 'replaceAll'], in: ['java', 'groovy', 'scala', 'powershell'] },
  { gives: 'replaced', methods: ['replaceAll', 'gsub', 'Replace'] },
  { gives: 'replaced once', methods: ['sub', 'replaceFirst', 'replacen'], least: 2 },
  { gives: 'replaced once', methods: ['replace'], in: ['javascript'] },
  { gives: 'replaced', methods: ['replace'] },
];

/** A function called with what it gave for the items before, and the next one: the function and what it begins with, in any order. */
const folding: readonly TextRule[] = [
  { gives: 'folded', methods: ['reduce', 'inject', 'fold', 'foldLeft'], least: 1 },
  { gives: 'folded', functions: ['functools.reduce', '=reduce'], in: ['python'], of: 1, least: 2 },
  {
    gives: 'folded',
    functions: ['=array_reduce', '=_.reduce', 'lodash.reduce', 'lodash/reduce', '=Enum.reduce'],
    least: 2,
  },
];

/** What nobody does to a host that may be read. */
const opaque: readonly TextRule[] = [
  {
    gives: 'opaque',
    functions: [
      ...[
        '=gzinflate',
        '=gzuncompress',
        '=gzdecode',
        '=convert_uudecode',
        '=openssl_decrypt',
        '=sodium_crypto_secretbox_open',
        '=eval',
      ],
      ...[
        'zlib.decompress',
        'gzip.decompress',
        'bz2.decompress',
        'lzma.decompress',
        'marshal.loads',
        'pickle.loads',
        '=exec',
        '=eval',
      ],
      ...[
        'zlib.inflateSync',
        'zlib.gunzipSync',
        'zlib.unzipSync',
        'zlib.brotliDecompressSync',
        'zlib.inflateRawSync',
        'node:zlib.gunzipSync',
      ],
      ...['str.maketrans', 'bytes.maketrans', '=maketrans', 'string.maketrans'],
      ...['Zlib.Inflate.inflate', 'Zlib.inflate', 'Zlib.gunzip'],
      // What takes texts and numbers and gives others, without a look outside.
      ...['string.Template', 'struct.pack', 'operator.add', 'ast.literal_eval', '=unserialize'],
      ...['strings.NewReplacer', 'strings.Map', 'bytes.Map', 'strconv.Unquote'],
    ],
  },
  {
    gives: 'opaque',
    methods: ['translate', 'swapcase', 'succ', 'next', 'unpack1', 'decipher'],
  },
];

export const texts: Pick<CallRules, 'texts'> = {
  texts: [
    // before lists, which are joined by a method of the same name
    ...paths,
    ...together,
    ...decoding,
    ...characters,
    ...shaping,
    ...trimming,
    ...replacing,
    ...folding,
    ...opaque,
    {
      gives: 'keyed',
      functions: [
        ...['Object.fromEntries', '=Object.fromEntries', '=Map', '=dict', '=OrderedDict', 'collections.OrderedDict'],
        ...['=Hash', 'Map.new', 'Enum.into', 'HashMap.from', 'BTreeMap.from', 'Map.ofEntries'],
      ],
    },
    // Where the text is no name of a data file.
    {
      gives: 'parsed',
      functions: [
        '=JSON.parse',
        'json.loads',
        '=json_decode',
        'JSON.parse',
        'Jason.decode!',
        '=YAML.parse',
        'yaml.safe_load',
      ],
    },
    // https://github.com/motdotla/dotenv#parse, https://www.php.net/parse_ini_string
    {
      gives: 'parsed lines',
      functions: [
        'dotenv.parse',
        '=dotenv.parse',
        'dotenv.default.parse',
        'Dotenv.parse',
        '=parse_ini_string',
        'ini.parse',
      ],
    },
  ],
};
