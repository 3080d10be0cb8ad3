import { describe, expect, it } from 'vitest';
import { readJavaScript } from '../../src/read/languages/javascript/index.ts';
import { sourceText } from '../../src/text/source-text.ts';
import { assignmentsOf, callsOf, exportsOf, importsOf, programOf, show, sourceOf, valueGiven } from './program-text.ts';

const read = (code: string, path = 'src/mailer.ts') => readJavaScript({ path, source: sourceText(code) });
const value = async (code: string, path?: string): Promise<string> =>
  valueGiven(await read(`const x = ${code};`, path), 'x');

describe('literals', () => {
  it.each([
    [`"smtp.example.com"`, `'smtp.example.com'`],
    [`'a'`, `'a'`],
    ['`smtp.example.com`', `'smtp.example.com'`],
    ['``', `''`],
    ['587', `'587'`],
    ['0x24b', `'0x24b' as '587'`],
    ['1_025', `'1_025' as '1025'`],
    ['true', `'true'`],
    ['!1', `'!1' as 'false'`],
    ['null', '?null'],
    ['undefined', '?undefined'],
    ['void 0', '?undefined'],
    ['/smtp/g', `RegExp('/smtp/g' as 'smtp', '/smtp/g' as 'g')`],
    ['+process.env.PORT', 'process.env.PORT'],
    [
      `'\\x6dail\\u{2e}example\\
.com'`,
      `'\\x6dail\\u{2e}example\\\n.com' as 'mail.example.com'`,
    ],
  ])('%s', async (code, shown) => {
    expect(await value(code)).toBe(shown);
  });

  it('keeps the places of parts of a value with escapes', async () => {
    const facts = await read(`const url = "smtp:\\/\\/user@mail.example.com\\tend";`);
    expect(sourceOf(facts, 'mail.example.com')).toBe('mail.example.com');
    expect(sourceOf(facts, 'user')).toBe('user');
    expect(valueGiven(facts, 'url')).toContain(`as 'smtp://user@mail.example.com\tend'`);
  });

  it('has exact ranges after text outside of ASCII and in files with CRLF', async () => {
    const facts = await read(
      '// Grüße 📮\r\nconst host = "mäil.example.com";\r\nconst t = `a\r\nsmtp.example.com`;\r\n',
    );
    expect(valueGiven(facts, 'host')).toBe(`'mäil.example.com'`);
    expect(sourceOf(facts, 'smtp.example.com')).toBe('smtp.example.com');
  });

  it('does not fail on code points that do not exist', async () => {
    expect((await read(`const a = 1; const b = "\\u{ffffffff}x"`)).problems?.length ?? 0).toBeLessThan(2);
  });
});

describe('expressions', () => {
  it.each([
    ['`${host}:${587}/x`', `(host + ':' + '587' + '/x')`],
    ['`${host}`', 'host'],
    [`'smtp.' + domain + ':25'`, `('smtp.' + domain + ':25')`],
    ['5 + 8', '?'],
    ['5 - x', '?'],
    [`process.env.SMTP_HOST || 'localhost'`, `(process.env.SMTP_HOST | 'localhost')`],
    [`process.env['SMTP_HOST'] ?? a ?? 'x'`, `(process.env.SMTP_HOST | a | 'x')`],
    [`debug && 'x'`, `'x'`],
    [`false && 'x'`, `'false'`],
    [`'' || 'x'`, `'x'`],
    [`prod ? 'a' : stage ? 'b' : 'c'`, `('a' | 'b' | 'c')`],
    [`true ? 'a' : 'b'`, `'a'`],
    [`(0, m.createTransport)(o)`, 'm.createTransport(o)'],
    ['await load()', 'load()'],
    [`('a' as Host)!`, `'a'`],
    [`<Host>'a'`, `'a'`],
    [`{ a: 1 } satisfies Options`, `{a: '1'}`],
    ['config?.mail?.[0]?.get?.("host")', `config.mail.0.get('host')`],
    ['config[name]', 'config[name]'],
    ['this.options.host', 'this.options.host'],
    ['import.meta.env.VITE_SMTP', 'import.meta.env.VITE_SMTP'],
    ['new SMTPClient({ host })', 'new SMTPClient({host: host})'],
    ['f(...args, 1)', `f(...args, '1')`],
    ['dedent`a ${b}`', `dedent(('a ' + b))`],
    [`[ 'a', , ...['b', c], ...rest]`, `['a', ?undefined, 'b', c, rest]`],
    [
      `{ 'smtp-host': 'h', 25: 'p', ['k']: 1, [dyn]: 2, ...base, send() {}, on: () => 1 }`,
      `{smtp-host: 'h', 25: 'p', k: '1', [dyn]: '2', ...base, send: fn send, on: fn on}`,
    ],
    [`{ get host() { return 'h'; }, set host(v) {} }`, `{host: fn host()}`],
    ['yes = other', 'other'],
  ])('%s', async (code, shown) => {
    expect(await value(code)).toBe(shown);
  });

  it('records every call once, inner ones first', async () => {
    const facts = await read(`const t = nodemailer.createTransport(options(), !check(a), [b()], \`\${c()}\`)`);
    expect(callsOf(facts)).toEqual([
      'options()',
      'check(a)',
      'b()',
      'c()',
      `nodemailer.createTransport(options(), ('!check(a)' as 'false' | '!check(a)' as 'true'), [b()], c())`,
    ]);
  });

  it('does not take what nobody calls for a call', async () => {
    expect(callsOf(await read(`const o = { get host() { return 'h' } }`))).toEqual([]);
  });

  it('walks the expressions of JSX', async () => {
    const facts = await read(
      `const p = <Form host="x" onSave={() => send('a')} {...props()}>{list.map((i) => <b>{i}</b>)}<>{b()}</></Form>`,
      'p.jsx',
    );
    expect(callsOf(facts)).toEqual([`send('a')`, 'props()', 'list.map(fn)', 'b()']);
  });
});

describe('names and members', () => {
  it('declares variables, but not those without a value', async () => {
    const facts = await read(
      `let a; var b = 'x', c; const { d } = e; f = 1; let t: nodemailer.Transporter; let n: string; let u: Mailer | undefined`,
    );
    expect(assignmentsOf(facts)).toEqual([
      `let b = 'x'`,
      'let d = e.d',
      `f = '1'`,
      'let t = instance nodemailer.Transporter',
      'let u = instance Mailer',
    ]);
  });

  it('follows destructuring with defaults', async () => {
    const facts = await read(
      `const { MAIL_HOST = 'd', a: { b: c }, 'x-y': z, ...others } = process.env; const [first, , third = '3'] = list; ({ q: this.q } = r)`,
    );
    expect(assignmentsOf(facts)).toEqual([
      `let MAIL_HOST = (process.env.MAIL_HOST | 'd')`,
      'let c = process.env.a.b',
      'let z = process.env.x-y',
      'let others = process.env',
      'let first = list.0',
      `let third = (list.2 | '3')`,
      'this.q = r.q',
    ]);
  });

  it('knows the assignment operators', async () => {
    const facts = await read(`o.host = a; o['port'] = 25; h ||= 'x'; h ??= 'y'; h &&= 'z'; h += ':25'; n -= 1`);
    expect(assignmentsOf(facts)).toEqual([
      'o.host = a',
      `o.port = '25'`,
      `h = (h | 'x')`,
      `h = (h | 'y')`,
      `h = 'z'`,
      `h = (h + ':25')`,
      'n = ?',
    ]);
  });

  it('gives loop variables the items of a list', async () => {
    const facts = await read(`for (const h of ['a', 'b']) connect(h); for (const [k, v] of pairs) f(k)`);
    expect(assignmentsOf(facts)).toEqual([`let h = ('a' | 'b')`, 'let k = pairs[?].0', 'let v = pairs[?].1']);
  });

  it('makes an enum an object, and namespaces names with members', async () => {
    const facts = await read(
      `enum Relay { Main = 'mx.example.com', 'back-up' = "b" } declare enum X { A = 'a' } namespace N { export const host = 'n'; f() }`,
    );
    expect(assignmentsOf(facts)).toEqual([
      `let Relay = {Main: 'mx.example.com', back-up: 'b'}`,
      `let host = 'n'`,
      'N.host = host',
    ]);
    expect(callsOf(facts)).toEqual(['f()']);
    expect(exportsOf(facts)).toEqual([]);
  });
});

describe('functions', () => {
  it('describes parameters', async () => {
    const facts = await read(
      `function mk(this: X, host: string = 'h', t?: Transporter, { port = 25, auth: { user } }: Opts = {}, ...rest) { return host }`,
    );
    const [made] = programOf(facts).functions;
    expect(made?.name).toBe('mk');
    expect(
      made?.params.map(({ name, fallback, type, rest }) => [
        name,
        fallback && show(facts, fallback),
        type && show(facts, type),
        rest,
      ]),
    ).toEqual([
      ['host', `'h'`, undefined, undefined],
      ['t', undefined, 'Transporter', undefined],
      ['{}2', '{}', 'Opts', undefined],
      ['rest', undefined, undefined, 'positional'],
    ]);
    expect(assignmentsOf(facts)).toEqual([
      `let port = ({}2.port | '25')`,
      'let user = {}2.auth.user',
      'let mk = fn mk',
    ]);
    expect(made?.returns.map((found) => show(facts, found.value))).toEqual(['host']);
  });

  it('names functions after what they are assigned to', async () => {
    const facts = await read(
      `const a = () => 1; const b = function inner() {}; o.c = async function () {}; const d = { e: (() => 2) as F }; export default () => 3`,
    );
    expect(programOf(facts).functions.map(({ name }) => name)).toEqual(['a', 'inner', 'c', 'e', 'default']);
    expect(programOf(facts).functions[0]?.returns.map((found) => show(facts, found.value))).toEqual([`'1'`]);
  });

  it('hoists declarations and ignores signatures', async () => {
    const facts = await read(
      `const a = f(); function f(): string; function f() { return 'x' } declare function g(): void;`,
    );
    expect(assignmentsOf(facts)).toEqual(['let f = fn f', 'let a = f()']);
  });

  it('keeps functions in scopes of their own', async () => {
    const { scopes, assignments } = programOf(
      await read(`const a = 1; function f() { const b = 2; { let c = 3; var d = 4 } }`),
    );
    expect(scopes.map(({ kind, parent }) => `${kind} in ${parent}`)).toEqual([
      'module in undefined',
      'function in 0',
      'block in 1',
    ]);
    expect(assignments.map(({ scope, declares }) => [scope, declares ?? false])).toEqual([
      [1, true],
      [2, true],
      [2, false],
      [0, true],
      [0, true],
    ]);
  });
});

describe('classes', () => {
  it('has bases, fields, methods and constructor properties', async () => {
    const facts = await read(`
      @Injectable({ a: inject() })
      export class Mailer extends mixin(Base) implements OnInit {
        static readonly HOST = 'smtp.example.com';
        #secret = 's';
        private transporter: Transporter;
        send = async () => this.transporter.sendMail();
        handlers = { on() { return 1 } };
        constructor(private readonly host: string, @Inject(X) public m: MailService, plain: Foo) { this.port = 25; }
        get url() { return this.host; }
        set url(v) {}
        close() {}
        static { boot(); }
      }`);
    const program = programOf(facts);
    const [mailer] = program.classes;
    expect(mailer?.name).toBe('Mailer');
    expect(mailer?.bases.map((base) => show(facts, base))).toEqual(['mixin(Base)', 'OnInit']);
    expect([...(mailer?.methods.keys() ?? [])]).toEqual(['send', 'constructor', 'url', 'close']);
    expect(assignmentsOf(facts)).toEqual([
      `let this.HOST = 'smtp.example.com'`,
      `let this.#secret = 's'`,
      'let this.transporter = instance Transporter',
      'let this.send = fn send',
      'let this.handlers = {on: fn on}',
      'this.host = host',
      'this.m = m',
      `this.port = '25'`,
      'let this.url = fn url()',
      `Mailer.HOST = 'smtp.example.com'`,
    ]);
    expect(callsOf(facts)).toEqual([
      'inject()',
      'Injectable({a: inject()})',
      'mixin(Base)',
      'this.transporter.sendMail()',
      'Inject(X)',
      'boot()',
    ]);
    expect(
      program.functions.find(({ name }) => name === 'constructor')?.params.map(({ type }) => type && show(facts, type)),
    ).toEqual([undefined, 'MailService', 'Foo']);
    expect(exportsOf(facts)).toEqual(['Mailer = Mailer']);
  });

  it('calls anonymous classes by what they are assigned to', async () => {
    const facts = await read(
      `const A = class {}; const B = class C {}; module.exports = class D {}; export default class {}`,
    );
    expect(programOf(facts).classes.map(({ name }) => name)).toEqual(['A', 'C', 'D', 'default']);
    expect(assignmentsOf(facts)).toEqual(['let B = C']);
    expect(exportsOf(facts)).toEqual(['default = D', 'default = default']);
  });
});

describe('control flow', () => {
  const flow = async (code: string): Promise<string[]> => {
    const facts = await read(code);
    const arms = new Map<string, string>();
    const short = (step: string): string => {
      const [offset = '', arm = ''] = step.split(':');
      if (!arms.has(offset)) arms.set(offset, String.fromCharCode(65 + arms.size));
      return `${arms.get(offset)}${arm}`;
    };
    return programOf(facts).calls.map(({ call, branch }) =>
      `${show(facts, call)} ${branch.map(short).join(' ')}`.trim(),
    );
  };

  it.each([
    ['if (t()) a(); else if (u) b(); else c(); d()', ['t()', 'a() Athen', 'b() Aelse Bthen', 'c() Aelse Belse', 'd()']],
    ['if (false) a(); if (!0) b(); else c(); if (0 || x) d(); while (false) e()', ['b()', 'd() Athen']],
    [
      'for (const x of l()) a(); for (let i = b(); c(); d()) e(); do f(); while (g())',
      ['l()', 'a() Abody', 'b()', 'c()', 'e() Bbody', 'd() Bbody', 'f()', 'g()'],
    ],
    ['try { a() } catch (e) { b() } finally { c() }', ['a()', 'b() Acatch', 'c()']],
    [
      'switch (s()) { case 1: a(); break; case 2: case 3: b(); case 4: c(); return; default: d() }',
      ['s()', 'a() A0', 'b() A1', 'c() A1', 'd() A2'],
    ],
    ['x && a() && b(); y || c()', ['a() A', 'b() B', 'c() C']],
    ['const v = t ? a() : b()', ['a() Athen', 'b() Aelse']],
    ['function f() { return a(); b(); function g() { c() } }', ['c()', 'a()']],
    ['if (x) { f(() => { a() }) }', ['a()', 'f(fn) Athen']],
  ])('%s', async (code, shown) => {
    expect((await flow(code)).map((line) => line.replaceAll(/([A-Z])right/g, '$1'))).toEqual(shown);
  });

  it('tells the arms of nested constructs that start at the same place apart', async () => {
    const { assignments } = programOf(await read('a && (x = 1) && (y = 2)'));
    expect(new Set(assignments.map(({ branch }) => branch.join())).size).toBe(2);
  });
});

describe('modules', () => {
  it('reads ES imports', async () => {
    const facts = await read(
      `import 'x'; import nodemailer, { createTransport as ct, type Transporter } from "nodemailer"; import * as cfg from './cfg'; import data from './d.json' with { type: 'json' }; import fs = require('fs'); import M = N.Mail;`,
    );
    expect(importsOf(facts)).toEqual([
      'nodemailer = nodemailer#default',
      'ct = nodemailer#createTransport',
      'Transporter = nodemailer#Transporter',
      'cfg = ./cfg#*',
      'data = ./d.json#default',
      'fs = fs#*',
    ]);
    expect(assignmentsOf(facts)).toEqual(['let M = N.Mail']);
  });

  it('reads what is required as imports', async () => {
    const facts = await read(
      `const nodemailer = require('nodemailer'); const { createTransport: ct, x = 1 } = require("nodemailer"); const d = require('./d').default; const e = (await import('e')).default; const { default: f } = await import('f'); g = require('g'); const h = require(name); const i = require('i')();`,
      'a.js',
    );
    expect(importsOf(facts)).toEqual([
      'nodemailer = nodemailer#*',
      'ct = nodemailer#createTransport',
      'x = nodemailer#x',
      'd = ./d#default',
      'e = e#default',
      'f = f#default',
      'g = g#*',
    ]);
    expect(callsOf(facts)).toContain(`require('nodemailer')`);
    expect(valueGiven(facts, 'ct')).toBe(`require('nodemailer').createTransport`);
  });

  it('keeps the scope of an import within a function', async () => {
    const { imports } = programOf(await read(`function f() { const n = require('nodemailer') }`));
    expect(imports.map(({ local, scope }) => [local, scope])).toEqual([['n', 1]]);
  });

  it('sees through what compilers write', async () => {
    const facts = await read(
      `"use strict";\nvar __importDefault = this.x || function (m) {};\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.send = exports.host = void 0;\nconst nodemailer_1 = __importDefault(require("nodemailer"));\n__exportStar(require("./more"), exports);\nexports.host = 'h';\nfunction send() { nodemailer_1.default.createTransport({}); }\n(0, nodemailer_1.createTransport)({});`,
      'dist/a.js',
    );
    expect(importsOf(facts)).toEqual(['nodemailer_1 = nodemailer#*']);
    expect(exportsOf(facts)).toEqual(['* = * from ./more', `host = 'h'`]);
    expect(callsOf(facts).filter((call) => call.includes('createTransport'))).toEqual([
      'nodemailer_1.createTransport({})',
      'nodemailer_1.createTransport({})',
    ]);
  });

  it('reads ES exports', async () => {
    const facts = await read(
      `export const a = 'x', { b, c: [d] } = o; export function e() {} export default { host: 'h' }; export { a as z, q }; export { default as r, s } from './m'; export * from './all'; export * as ns from './ns'; export type T = string; export interface I {} export declare const k: string;`,
    );
    expect(exportsOf(facts)).toEqual([
      'a = a',
      'b = b',
      'd = d',
      'e = e',
      `default = {host: 'h'}`,
      'z = a',
      'q = q',
      'r = default from ./m',
      's = s from ./m',
      '* = * from ./all',
      'ns = * from ./ns',
    ]);
  });

  it('reads CommonJS exports', async () => {
    const facts = await read(
      `module.exports = { host: 'h', port, ...require('./more') }; exports.user = 'u'; module.exports.pass = p; exports.a.b = 1; other.exports = 2;`,
      'a.cjs',
    );
    expect(exportsOf(facts)).toEqual([
      `default = {host: 'h', port: port, ...require('./more')}`,
      `host = 'h'`,
      'port = port',
      '* = * from ./more',
      `user = 'u'`,
      'pass = p',
    ]);
    expect(exportsOf(await read(`export = config`))).toEqual(['default = config']);
    expect(exportsOf(await read(`module.exports = require('./x')`, 'i.js'))).toEqual([
      `default = require('./x')`,
      '* = * from ./x',
    ]);
  });
});

describe('dialects', () => {
  it.each([
    ['a.js', `/* @flow */ type X = {| a: ?string |}; const x: ?string = ('h': any);`],
    ['a.js', `type X = { a: string }; const x: string = 'h';`],
    ['a.js', `const el = <b>hi</b>; const x = 'h';`],
    ['a.js', `with (a) { b }; var y = 010; const x = 'h'; const x2 = x;`],
    ['a.mts', `const x = <string>'h';`],
    ['a.tsx', `const f = <T,>(a: T) => <b>{a}</b>; const x = 'h';`],
    ['a.mjs', `#!/usr/bin/env node\nawait 1; const x = 'h';`],
    ['a.ts', `export @dec class A { accessor b = 1 } const x = 'h';`],
    ['a.js', `@dec export class A {} const x = 'h'; return;`],
  ])('%s: %s', async (path, code) => {
    const facts = await read(code, path);
    expect(facts.problems).toBeUndefined();
    expect(valueGiven(facts, 'x')).toBe(`'h'`);
  });

  it('leaves declaration files alone', async () => {
    expect(
      assignmentsOf(await read(`declare const a: 'smtp.example.com'; export const b = 'x'`, 'types.d.ts')),
    ).toEqual([]);
  });
});

describe('pages and components', () => {
  it('reads both scripts of a Vue component', async () => {
    const facts = await read(
      `<template>\r\n  <p title="ü">{{ x }}</p>\r\n</template>\r\n<!-- <script>const no = 1</script> -->\r\n<script lang="ts">\r\nexport const host: string = 'smtp.example.com'\r\n</script>\r\n<script setup lang="ts" generic="T extends Record<string, X>">\r\nconst port = <number>587\r\n</script>\r\n<style>a > b {}</style>`,
      'A.vue',
    );
    expect(facts.problems).toBeUndefined();
    expect(assignmentsOf(facts)).toEqual([`let host = 'smtp.example.com'`, `let port = '587'`]);
  });

  it('reads programs of an HTML page, not its data', async () => {
    const facts = await read(
      `<html><script src="x.js"></script><script type="application/json">{"a": 1}</script><SCRIPT type='text/javascript'>var a = 'x';</SCRIPT ><script type=module>b = "y"</script><scripted>c = 1</scripted><script>d = 'z'`,
      'index.html',
    );
    expect(assignmentsOf(facts)).toEqual([`let a = 'x'`, `b = 'y'`, `d = 'z'`]);
  });

  it('reads the front matter of an Astro component', async () => {
    const facts = await read(
      `---\nconst host: string = 'h';\n---\n<p>{host}</p>\n<script>\nlet b: string = 'c';\n</script>`,
      'a.astro',
    );
    expect(assignmentsOf(facts)).toEqual([`let host = 'h'`, `let b = 'c'`]);
  });

  it('reads a Svelte component, in which nothing else is a program', async () => {
    const facts = await read(`<script>\n  export let host = 'h';\n</script>\n{#if host}<p>{host}</p>{/if}`, 'A.svelte');
    expect(exportsOf(facts)).toEqual(['host = host']);
    expect(valueGiven(facts, 'host')).toBe(`'h'`);
  });
});

describe('hostile and broken input', () => {
  it('reads the rest of a file with an error', async () => {
    const facts = await read(
      `const a = 'x';\n<<<<<<< HEAD\nconst b = 'y';\n=======\nconst b = 'z';\n>>>>>>> main\nsend(b, 'ü');\n`,
    );
    expect(facts.problems?.length).toBeGreaterThan(0);
    expect(assignmentsOf(facts)).toContain(`let a = 'x'`);
    expect(callsOf(facts)).toEqual([`send(b, 'ü')`]);
  });

  it('says where something could not be read', async () => {
    const facts = await read(`const a = 1;\nconst host = {{ .Values.host }} ;\nconst c = 2;`, 'a.js');
    expect(facts.problems?.map(({ offset }) => facts.source.position(offset).line)).toEqual([2]);
    expect(assignmentsOf(facts)).toEqual([`let a = '1'`, `let c = '2'`]);
  });

  it.each([
    ['nothing', ''],
    ['binary', '\u0000\u0001\ufffd'.repeat(100)],
    ['an open string', `const a = "`],
    ['brackets', '['.repeat(50_000)],
    ['calls', `a${'(1)'.repeat(20_000)}`],
    ['members', `a${'.b'.repeat(20_000)} = 1`],
    ['additions', `x = ${'a + '.repeat(900)}"smtp"`],
    ['else if', `if (a) {} ${'else if (a) {} '.repeat(900)}`],
    ['functions', `${'function f() {'.repeat(500)}${'}'.repeat(500)}`],
    ['patterns', `const ${'{a: '.repeat(400)}b${'}'.repeat(400)} = c`],
    ['conditions', `x = ${'a ? b : '.repeat(600)}c`],
    ['types', `let x: ${'A<'.repeat(500)}B${'>'.repeat(500)}`],
    ['classes', `x = ${'class { a = '.repeat(300)}1${'}'.repeat(300)}`],
  ])('survives %s', async (_, code) => {
    for (const path of ['a.ts', 'a.js', 'a.vue']) await expect(read(code, path)).resolves.toBeDefined();
  });

  it('reads a sum of many parts as a whole', async () => {
    const facts = await read(`const x = ${"'a' + ".repeat(900)}'smtp.example.com';`);
    expect(facts.problems).toBeUndefined();
    expect(valueGiven(facts, 'x')).toMatch(/'smtp\.example\.com'\)$/);
  });

  it('reads type arguments that people nest', async () => {
    const facts = await read(`const x = a<A>(() => b<B>(c<C>({ d: e<E>('h') })));`);
    expect(facts.problems).toBeUndefined();
    expect(callsOf(facts)).toContain(`e('h')`);
  });

  it('says when nesting is too deep to follow, and goes on', async () => {
    const facts = await read(`x = a${'.b()'.repeat(400)}; y = 'z'`);
    expect(facts.problems?.map(({ message }) => message)).toEqual(['nested too deeply to be followed']);
    expect(valueGiven(facts, 'y')).toBe(`'z'`);
  });

  it('takes time in proportion to the size', { timeout: 20_000 }, async () => {
    const unit = `!function(e,t){var n=e.a||"b";return t?n:e.c(n,[1,2,{k:"v"}])}(window,1),`;
    await read(`${unit.repeat(10_000)}0`, 'min.js');
    await read('<script '.repeat(50_000), 'a.html');
    await read('<script>a(</script>'.repeat(2_000), 'a.html');
    await read('"'.repeat(50_000), 'a.js');
    await read(`x = ${'f<T>('.repeat(40)}`, 'a.ts');
    await read(`x = ${'f<T>`${'.repeat(40)}`, 'a.js');
    await read(`x = ${'async <T>(a = '.repeat(40)}1`, 'a.ts');
    await read('"\\'.repeat(100_000), 'a.ts');
  });
});
