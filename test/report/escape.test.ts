import { describe, expect, it } from 'vitest';
import {
  commandData,
  commandProperty,
  jsonText,
  markdownCode,
  markdownText,
  uriPath,
  visible,
  xml,
} from '../../src/report/escape.ts';

describe('visible', () => {
  it.each([
    ['a newline', 'a\nb', 'a\\nb'],
    ['CRLF and tab', 'a\r\n\tb', 'a\\r\\n\\tb'],
    ['ANSI', '\u001b[31mred', '\\x1b[31mred'],
    ['the one-byte CSI of C1', '\u009b2J', '\\x9b2J'],
    ['DEL and NUL', '\u007f\0', '\\x7f\\x00'],
    ['bidi overrides and isolates', '\u202eabc\u2066', '\\u202eabc\\u2066'],
    ['line and paragraph separators', '\u2028\u2029', '\\u2028\\u2029'],
    ['zero width', 'smtp\u200b.example', 'smtp\\u200b.example'],
    ['a byte order mark', '\ufeffa', '\\ufeffa'],
    ['tags', '\u{e0041}', '\\u{e0041}'],
    ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a workflow command at the start', '::set-output name=a::b', '\\x3a:set-output name=a::b'],
    ['no command, but an address', '::1', '::1'],
    ['an address that holds another one', '::ffff:192.0.2.25', '::ffff:192.0.2.25'],
    ['a command of such letters and more', '::add-mask::f', '\\x3a:add-mask::f'],
    ['the same behind spaces, which the runner trims', '  ::warning::b', '  \\x3a:warning::b'],
    ['the old form of commands, anywhere', 'a ##[add-mask]b', 'a \\x23#[add-mask]b'],
    ["Azure's form", '##vso[task.setvariable variable=a]b', '\\x23#vso[task.setvariable variable=a]b'],
  ])('%s', (_, text, shown) => expect(visible(text)).toBe(shown));

  it.each(['config/mäil.php', 'メール/設定.yml', 'a b/[x]/$(id)#1', 'App\\Mail', '2001:db8::25', '😀'])(
    'leaves %s alone',
    (text) => expect(visible(text)).toBe(text),
  );
});

describe('jsonText', () => {
  it('says the same without a raw control, bidi or command character', () => {
    const value = { 'a\u202e': '\u009b\u007f\u2028\u200b\u{e0041}\ud800 ##vso[x] \n::b' };
    const text = jsonText(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|##/u);
    expect(text.endsWith('}\n')).toBe(true);
  });
});

describe('other places', () => {
  it('XML', () => expect(xml('<a b="c">&\'\u0000\n]]>')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&apos;\\x00\\n]]&gt;'));
  it('the message of a workflow command', () => expect(commandData('50%\n::error::x')).toBe('50%25\\n::error::x'));
  it('a property of a workflow command', () => expect(commandProperty('a%b:c,d\r\ne')).toBe('a%25b%3Ac%2Cd%0D%0Ae'));
  it('a URI', () => expect(uriPath('a b/ä#?%:[x]/\n\ud800')).toBe('a%20b/%C3%A4%23%3F%25%3A%5Bx%5D/%0A%EF%BF%BD'));
});

describe('Markdown', () => {
  it('text is text', () => {
    const text = markdownText('<b>*a* _b_ `c` [d](e) |~~f~~ @all #1 $x$ https://evil.example www.evil.example\n# g');
    expect(text).not.toMatch(/[<>*`[\]|~@$]|(?<!&)#|:\/\/|www\.|\n/);
    expect(text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))).toBe(
      '<b>*a* _b_ `c` [d](e) |~~f~~ @all #1 $x$ https://evil.example www.evil.example\\n# g',
    );
  });
  it('a name stays readable', () =>
    expect(markdownText('SMTP_HOST is set (see mail.php), “ok”')).toBe('SMTP_HOST is set (see mail.php), “ok”'));
  it('plain code has backticks', () => expect(markdownCode('config/mail.php:4:2')).toBe('`config/mail.php:4:2`'));
  it.each(['a`b', 'a|b', '::error', 'a\nb', '', ' a', 'a ', '<i>', 'mäil.php'])('other code has none: %j', (text) => {
    expect(markdownCode(text)).toMatch(/^<code>[^<>`|\n]*<\/code>$/);
  });
});
