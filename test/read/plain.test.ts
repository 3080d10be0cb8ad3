/** Languages without a grammar: which files are read so, and what of a text reaches a call. */
import { expect, it } from 'vitest';
import { chainOf, type Expr } from '../../src/model/expr.ts';
import { ENDINGS } from '../../src/read/languages/plain/dialects.ts';
import { readPlain } from '../../src/read/languages/plain/index.ts';
import { formatOf } from '../../src/select/formats.ts';
import { sourceText } from '../../src/text/source-text.ts';

it.each(ENDINGS)('*.%s is read by the dialect of its language', (ending) => {
  expect(formatOf(`src/mail.${ending}`)).toBe('plain');
});

const shown = (value: Expr): string =>
  value.kind === 'join' ? value.parts.map(shown).join('') : value.kind === 'text' ? value.value : value.kind;

async function callsIn(path: string, text: string): Promise<readonly string[]> {
  const { program } = await readPlain({ path, source: sourceText(text) });
  return (program?.calls ?? []).map(({ call: { callee, args } }) => {
    const given = args.map(({ name, value }) => `${name ?? ''}=${shown(value)}`);
    return `${chainOf(callee)?.join('.')} ${given.join(' ')}`.trimEnd();
  });
}

it.each([
  ['m.c', '/* f("a") */ f("b\\x2e" "cd", -1); // g("e")', ['f =b.cd =-1']],
  ['m.jl', 'f("b\\x2ecd")', ['f =b.cd']],
  ['m.cpp', 'Net::Session s("h", 25);\nauto p = new Session<Map<int, x>>("i");', ['Net.Session =h =25', 'Session =i']],
  ['m.dart', "final s = Smtp('a' 'b', port: 25)..open('c');", ['Smtp =ab port=25', 'undefined =c']],
  ['m.swift', 'let s = SMTP(hostname: "h", port: 25)\n(a, b)', ['SMTP hostname=h port=25']],
  ['m.lua', '--[[ f("a") ]] f{ host = "h" } g[[raw\\x2e]]', ['f =object', 'g =raw\\x2e']],
  ['m.R', 'x <- f(host = "h") # f(host = "i")', ['f host=h']],
  ['m.pas', "{ f('a'); } f('it''s', 25);", ["f =it's =25"]],
  ['m.nim', 'c.connect("h", Port 25)', ['c.connect =h =25']],
])('%s: %s', async (path, text, calls) => {
  expect(await callsIn(path, text)).toEqual(calls);
});
