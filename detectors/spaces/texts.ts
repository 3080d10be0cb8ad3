/** Functions and methods that make texts of texts, by what they give. */
import type { CallRules } from '../../src/evaluate/calls.ts';
import type { TextRule } from '../../src/evaluate/text-rules.ts';

const JVM = ['java', 'kotlin', 'scala', 'groovy'] as const;
const DOTNET = ['csharp', 'powershell'] as const;

/** Files that a template engine fills in; what it does is read as calls. */
const FILLED = ['lines', 'postfix', 'table', 'yaml', 'json', 'ini', 'toml', 'xml', 'properties', 'dotenv'] as const;

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

/** Encodings taken away. */
const decoding: readonly TextRule[] = [
  {
    gives: 'base64',
    functions: [
      ...[
        '=atob',
        '=window.atob',
        '=globalThis.atob',
        'base-64.decode',
        'js-base64.decode',
        'Base64.decode',
        'js-base64.Base64.decode',
      ],
      ...[
        'base64.b64decode',
        'base64.standard_b64decode',
        'base64.urlsafe_b64decode',
        'base64.decodebytes',
        'binascii.a2b_base64',
      ],
      '=base64_decode',
      ...['Base64.decode64', 'Base64.strict_decode64', 'Base64.urlsafe_decode64'],
      ...[
        'Base64.decodeBase64',
        'DatatypeConverter.parseBase64Binary',
        'Convert.FromBase64String',
        '=Convert.FromBase64String',
      ],
      ...[
        'base64.decode',
        'Base.decode64',
        'Base.decode64!',
        'Base.url_decode64!',
        '=decode_base64',
        'MIME.Base64.decode_base64',
      ],
      ...[
        'Base64.getDecoder().decode',
        'Base64.getMimeDecoder().decode',
        'Base64.getUrlDecoder().decode',
        'Base64.Default.decode',
      ],
      '=from_base64',
    ],
  },
  {
    gives: 'base64',
    functions: [
      'Encoding.DecodeString',
      'base64.StdEncoding.DecodeString',
      'base64.URLEncoding.DecodeString',
      'base64.RawStdEncoding.DecodeString',
      'base64.RawURLEncoding.DecodeString',
    ],
  },
  {
    gives: 'base64',
    functions: ['STANDARD.decode', 'URL_SAFE.decode', 'STANDARD_NO_PAD.decode', 'BASE64_STANDARD.decode'],
  },
  { gives: 'base64', methods: ['decodeBase64'], in: JVM },
  {
    gives: 'hex',
    functions: [
      ...['=hex2bin', 'bytes.fromhex', 'bytearray.fromhex', 'binascii.unhexlify', 'binascii.a2b_hex', '=unhexlify'],
      ...[
        'hex.DecodeString',
        'hex.decode',
        'Base.decode16',
        'Base.decode16!',
        'Convert.FromHexString',
        'Hex.decodeHex',
        'DatatypeConverter.parseHexBinary',
      ],
    ],
  },
  { gives: 'hex', methods: ['parseHex', 'decodeHex', 'hexToByteArray'], in: JVM },
  {
    gives: 'percent',
    functions: [
      ...[
        '=decodeURIComponent',
        '=decodeURI',
        '=unescape',
        'querystring.unescape',
        'urllib.parse.unquote',
        'urllib.parse.unquote_plus',
      ],
      ...[
        '=urldecode',
        '=rawurldecode',
        'CGI.unescape',
        'URI.decode_www_form_component',
        'URLDecoder.decode',
        'url.QueryUnescape',
        'url.PathUnescape',
      ],
      ...[
        'Uri.UnescapeDataString',
        'HttpUtility.UrlDecode',
        'WebUtility.UrlDecode',
        'URI.decode',
        'URI.decode_www_form',
        '=uri_unescape',
      ],
    ],
  },
  {
    gives: 'entities',
    functions: [
      ...['html.unescape', '=html_entity_decode', '=htmlspecialchars_decode', 'CGI.unescapeHTML', 'CGI.unescape_html'],
      ...[
        'html.UnescapeString',
        'he.decode',
        'he.unescape',
        'lodash.unescape',
        'entities.decode',
        'HTML.Entities.decode_entities',
      ],
      ...['StringEscapeUtils.unescapeHtml4', 'StringEscapeUtils.unescapeHtml', 'StringEscapeUtils.unescapeXml'],
      ...['HtmlUtils.htmlUnescape', 'WebUtility.HtmlDecode', 'HttpUtility.HtmlDecode'],
    ],
  },
  { gives: 'rot13', functions: ['=str_rot13'] },
  {
    gives: 'gathered',
    functions: ['TextDecoder.decode', '=TextDecoder.decode', '=TextDecoder#decode', 'TextDecoder#decode'],
  },
  // An address that is one number
  {
    gives: 'address',
    functions: [
      ...[
        'ipaddress.ip_address',
        'ipaddress.IPv4Address',
        '=long2ip',
        'InetAddress.getByName',
        'IPAddr.new',
        'IPAddress.Parse',
      ],
    ],
    in: ['python', 'php', 'java', 'ruby', 'csharp'],
  },
  { gives: 'decoded', functions: ['Buffer.from', '=Buffer', 'codecs.decode'] },
  { gives: 'decoded', methods: ['decode', 'toString'], in: ['python', 'javascript'], least: 1, with: [0] },
  { gives: 'packed', functions: ['=pack'], of: 1, with: [0] },
  { gives: 'packed', methods: ['pack'], in: ['ruby'] },
  { gives: 'unpacked', methods: ['unpack1', 'unpack'], in: ['ruby'] },
];

/** Characters and bytes. */
const characters: readonly TextRule[] = [
  {
    gives: 'characters',
    functions: [
      ...['String.fromCharCode', 'String.fromCodePoint', '=String.fromCharCode', '=String.fromCodePoint'],
      ...[
        '=chr',
        '=unichr',
        '=mb_chr',
        'Character.toString',
        'Character.toChars',
        'char.ConvertFromUtf32',
        'Convert.ToChar',
        'char.from',
      ],
      'char.from_u32',
    ],
  },
  { gives: 'characters', methods: ['chr'], in: ['ruby'] },
  {
    gives: 'gathered',
    functions: [
      ...[
        '=bytes',
        '=bytearray',
        '=String',
        '=StringBuilder',
        '=StringBuffer',
        'String.from_utf8',
        'str.from_utf8',
        'String.from_utf8_lossy',
        'str.from_utf8_unchecked',
      ],
      ...[
        'List.to_string',
        'IO.iodata_to_binary',
        ':erlang.list_to_binary',
        '=Uint8Array',
        '=string',
        'Uint8Array.from',
        'Uint8Array.of',
      ],
    ],
  },
  {
    gives: 'gathered',
    functions: ['ASCII.GetString', 'UTF8.GetString', 'Unicode.GetString', 'Latin1.GetString', 'Default.GetString'],
  },
  {
    gives: 'gathered',
    methods: ['getBytes', 'toCharArray', 'concatToString', 'decodeToString', 'toByteArray'],
    in: JVM,
    with: [],
  },
  { gives: 'gathered', methods: ['collect'], in: ['rust'], with: [] },
  { gives: 'gathered', methods: ['ToCharArray', 'ToArray'], in: DOTNET, with: [] },
  { gives: 'gathered', methods: ['decode'], of: 0, with: [], in: ['javascript'], least: 1 },
  { gives: 'code', methods: ['charCodeAt', 'codePointAt', 'ord'] },
  { gives: 'code', functions: ['=ord'] },
  { gives: 'mapped', methods: ['map', 'collect', 'Select'] },
  { gives: 'mapped', functions: ['=map', '=array_map'], of: 1, with: [0], in: ['python', 'php'] },
  { gives: 'mapped', functions: ['Array.from', '=Array.from'], of: 0, with: [1], least: 2 },
  { gives: 'mapped', functions: ['Enum.map', '=Enum.map'] },
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
    ],
  },
  {
    gives: 'opaque',
    methods: ['translate', 'swapcase', 'succ', 'next', 'reduce', 'inject', 'fold', 'unpack1', 'decipher'],
  },
];

export const texts: Pick<CallRules, 'texts'> = {
  texts: [
    ...together,
    ...decoding,
    ...characters,
    ...shaping,
    ...trimming,
    ...replacing,
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
  ],
};
