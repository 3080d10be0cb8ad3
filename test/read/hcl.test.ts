import { describe, expect, test } from 'vitest';
import { readHcl } from '../../src/read/formats/hcl/index.ts';
import { checkRanges, documentsOf, readText, sourceAt } from './data.ts';

const hcl = async (content: string): Promise<string> => (await documentsOf(readHcl, 'main.tf', content)).join();

describe('HCL', () => {
  test('blocks stand under their type and labels', async () => {
    expect(
      await hcl(
        '# c\nvariable "smtp_host" {\n  default = "smtp.corp.example"\n}\nresource "a" "b" {\n  port = 587\n  tls { on = true }\n  none = null\n}\nlocals {}\n',
      ),
    ).toBe(
      "{variable: {smtp_host: {default: 'smtp.corp.example'}}, resource: {a: {b: {port: '587', tls: {on: 'true'}, none: ?null}}}, locals: {}}",
    );
  });

  test('tfvars: lists, objects, strings', async () => {
    expect(await hcl('a = ["x", 1]\nb = { c = "d", "e" : "", (f.g) = 1 }\n__proto__ = "g"\n')).toBe(
      "{a: ['x', '1'], b: {c: 'd', e: ''}, __proto__: 'g'}",
    );
  });

  test('interpolation and references', async () => {
    expect(await hcl('a = "smtp.${var.domain}:25"\nb = "${var.h}"\nc = var.x["k"].y[0]\nd = local.z.*.w\n')).toBe(
      "{a: ('smtp.' + var.domain + ':25'), b: var.h, c: var.x.k.y.0, d: ?}",
    );
  });

  test('functions and conditions', async () => {
    expect(
      await hcl(
        'a = coalesce(var.a, "b")\nb = var.e ? "m" : "n"\nc = try(lookup(var.m, "h", "d"), 5)\nd = format("%s:%d", "mx", 25)\ne = jsonencode({ h = "x" })\nf = file("x")\n',
      ),
    ).toBe(
      "{a: (var.a | 'b'), b: ('m' | 'n'), c: (var.m.h | 'd' | '5'), d: ('mx' + ':' + '25'), e: {h: 'x'}, f: file('x')}",
    );
  });

  test('escapes, here-documents, CRLF and non-ASCII', async () => {
    for (const lineBreak of ['\n', '\r\n']) {
      const content =
        'ä = "é \\"q\\" $${X} smtp.corp.example"\nb = <<-EOT\n    relayhost = mx.example\n      x ${var.z} y\n  EOT\nc = <<E\nin.example\nE\n'.replaceAll(
          '\n',
          lineBreak,
        );
      const facts = await readText(readHcl, 'a.tf', content);
      checkRanges(facts);
      expect(sourceAt(facts, 'smtp.corp.example')).toBe('smtp.corp.example');
      expect(sourceAt(facts, 'mx.example')).toBe('mx.example');
      expect(await hcl(content)).toContain("c: 'in.example'");
      expect(await hcl(content)).toContain('var.z');
    }
  });

  test('what is wrong costs no more than itself', async () => {
    expect(await hcl('a = "b"\n}\nc = \nd = "e"\n')).toContain("a: 'b'");
  });

  test('deep and hostile files', async () => {
    for (const part of ['a {', 'a = [', 'a = "${', '(', 'a = "b"\n', 'a = <<E\n', 'a."']) {
      await readText(readHcl, 'a.tf', part.repeat(10_000 / part.length)).catch((error: unknown) =>
        expect(String(error)).toContain('took longer'),
      );
    }
  }, 30_000);
});
