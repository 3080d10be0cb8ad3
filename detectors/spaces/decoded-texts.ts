/** Functions and methods that make texts of what hides them: encodings, bytes, characters by their numbers. */
import type { TextRule } from '../../src/evaluate/text-rules.ts';
import { DOTNET, JVM } from './families.ts';

/** Encodings taken away. */
export const decoding: readonly TextRule[] = [
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
export const characters: readonly TextRule[] = [
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
