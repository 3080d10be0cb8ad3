/** Which calls may stand for a function under another name: what is not among them is never asked. */
import { expect, it } from 'vitest';
import { callsNamed } from '../../src/detect/aliases.ts';
import type { Format } from '../../src/model/facts.ts';
import { read } from '../../src/read/index.ts';
import { sourceText } from '../../src/text/source-text.ts';

async function called(format: Format, text: string): Promise<readonly string[]> {
  const facts = await read(format, { path: 'a.txt', source: sourceText(text) });
  const { source } = facts;
  return [...callsNamed(facts, new Set(['connect']))].map(({ site: { call } }) =>
    source.text.slice(call.range.start, call.range.end),
  );
}

it.each([
  ['its own name', 'connect(1)'],
  ['a member', 'lib.connect(1)'],
  ['an import by another name', 'import { connect as c } from "lib";\nc(1)'],
  ['a whole module', 'import c from "lib";\nc(1)'],
  ['an assignment', 'const c = lib.connect;\nc(1)'],
  ['several assignments', 'const a = lib.connect, b = a;\nlet c = b;\nc(1)'],
  ['a variable of a scope around', 'const c = lib.connect;\nfunction f() { return g(() => c(1)); }'],
  ['a member that was set', 'box.make = lib.connect;\nconst c = box.make;\nc(1)'],
  ['one of two', 'let c = lib.other;\nc = on ? lib.connect : lib.other;\nc(1)'],
  ['a required module', 'let c = lib.other;\nc = require("x/connect");\nc(1)'],
  ['a module imported and named again', 'import whole from "lib";\nconst c = whole;\nc(1)'],
  ['a subclass', 'class C extends lib.connect {}\nnew C(1)'],
  ['a subclass of a subclass', 'class B extends lib.connect {}\nclass C extends B {}\nnew C(1)'],
  ['a computed member', 'const c = lib["conn" + kind];\nc(1)'],
  ['a computed name', 'lib["conn" + kind](1)'],
  ['a module whose name is computed', 'let c = lib.other;\nc = require(which);\nc(1)'],
  ['a subclass of an imported class', 'import { Base } from "./base";\nclass C extends Base {}\nnew C(1)'],
])('a call through %s', async (_name, text) => {
  expect(await called('javascript', text)).toContainEqual(expect.stringMatching(/\(1\)$/));
});

it.each([
  ['another function', 'const c = lib.other;\nc(1)'],
  [
    'a variable of the same name elsewhere',
    'function f() { const c = lib.connect; }\nfunction g() { const c = lib.other; c(1); }',
  ],
  ['a subclass of a class that stands here', 'class B {}\nclass C extends B {}\nnew C(1)'],
])('not a call through %s', async (_name, text) => {
  expect(await called('javascript', text)).toEqual([]);
});

it.each([
  ['a text', "$c = 'Lib\\\\connect';\nnew $c(1);"],
  ['a joined text', '$c = "Lib\\\\$kind";\nnew $c(1);'],
  ['one of two texts', "$c = $on ? 'connect' : 'other';\nnew $c(1);"],
])('a class in PHP that %s names', async (_name, text) => {
  expect(await called('php', `<?php\n${text}`)).toContainEqual(expect.stringMatching(/\(1\)$/));
});

it('another class in PHP that a text names', async () => {
  expect(await called('php', "<?php\n$c = 'Lib\\\\other';\nnew $c(1);")).toEqual([]);
});

it('a base class in Java may stand in any file of the package', async () => {
  expect(await called('java', 'class C extends Base {}\nclass D { void f() { new C(1); } }')).toEqual(['new C(1)']);
});
