import { expect, test } from 'vitest';
import { entriesOf } from '../../src/detect/entries.ts';
import { readNix } from '../../src/read/formats/nix/index.ts';
import { sourceText } from '../../src/text/source-text.ts';

/** `path = what stands at the value's range`, of every text. */
async function texts(source: string): Promise<string[]> {
  const facts = await readNix({ path: 'a.nix', source: sourceText(source) });
  return entriesOf(facts).flatMap(({ path, value }) => {
    const items = value.kind === 'list' ? value.items : [value];
    return items.flatMap((item) =>
      item.kind === 'text'
        ? [`${path.join('.')} = ${source.slice(item.range.start, item.range.end)}`]
        : item.kind === 'join'
          ? [`${path.join('.')} ~ ${source.slice(item.range.start, item.range.end)}`]
          : [],
    );
  });
}

test('dotted names, nested sets, functions, lists', async () => {
  const source = `{ config, pkgs, ... }:
# relayhost = "no";
let x = "é"; in {
  services.postfix = {
    enable = true; /* relayhost = "no"; */
    settings.main."relayhost" = [ "[h.example.net]:587" ];
  };
  programs.msmtp.accounts.default = { host = lib.mkDefault "i.example.net"; port = 587; };
  a = lib.mkIf config.b { c = "d\${e}f"; };
}`;
  expect(await texts(source)).toEqual([
    'x = é',
    'services.postfix.settings.main.relayhost = [h.example.net]:587',
    'programs.msmtp.accounts.default.host = i.example.net',
    'programs.msmtp.accounts.default.port = 587',
    'a.c ~ d${e}f',
  ]);
});

test('sets side by side are one set, branches are alternatives', async () => {
  expect(
    await texts('{ a = { b = "c"; } // (if (d == "e") then { f = "g"; } else { }) // { h = "i"; }; j = "k"; }'),
  ).toEqual(['a.b = c', 'a.f = g', 'a.h = i', 'j = k']);
  expect(await texts('{ a = (let b = "c"; in { d = b; e = "f"; }); g = h "i" { j = "k"; }; }')).toEqual([
    'a.e = f',
    'g.j = k',
  ]);
  const facts = await readNix({
    path: 'a.nix',
    source: sourceText('{ a = if b == "c" then "d" else if e then "f" else "g"; }'),
  });
  const [entry] = entriesOf(facts);
  expect(entry?.value).toMatchObject({ kind: 'either', options: [{ value: 'd' }, { value: 'f' }, { value: 'g' }] });
});

test('indented strings keep their place', async () => {
  const facts = await readNix({ path: 'a.nix', source: sourceText("{ a = ''\n    x ''${y} = z\n  ''; }") });
  const [entry] = entriesOf(facts);
  expect(entry?.value).toMatchObject({ kind: 'text', value: '\nx ${y} = z\n' });
});

test('broken and deep input ends', async () => {
  expect(await texts('} ] a = "b"; { c = "d')).toEqual(['a = b', 'c = d']);
  const deep = `${'{ a = '.repeat(20_000)}"x"${'; }'.repeat(20_000)}`;
  expect(await texts(deep)).toEqual([]);
});
