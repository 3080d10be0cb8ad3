/**
 * A WebAssembly module that counts how many functions it calls.
 *
 * Tree-sitter's own count of steps says little on broken text: a step of its error recovery may take apart all that was read so
 * far, or look through the rest of the text. All that, in the parser and in the scanners of the grammars, goes through
 * functions of the parser's module, so their calls are work that is the same on every machine.
 *
 * The format: https://webassembly.github.io/spec/core/binary/modules.html.
 */

/** The name under which the count is exported: a 32-bit number without a sign that begins anew after its largest. */
export const METER = 'calls';

const SECTION = { import: 2, global: 6, export: 7, code: 10 } as const;
/** What an import or an export is. */
const KIND = { function: 0, table: 1, memory: 2, global: 3 } as const;
const I32 = 0x7f;
const MUTABLE = 1;
const END = 0x0b;
const i32Const = (value: number): readonly number[] => [0x41, value];
const ADD = 0x6a;

/** The version and the magic number come before the first section. */
const HEADER = 8;

/**
 * The module with its count.
 *
 * @throws Error when a section is missing that a module with functions and exports has.
 */
export function metered(module: Uint8Array): Uint8Array<ArrayBuffer> {
  const sections = sectionsOf(module);
  const bodyOf = (id: number): Uint8Array => {
    const found = sections.find((one) => one.id === id);
    if (!found) throw new Error(`the parser's module has no section ${id}`);
    return found.body;
  };
  const index = globalsImported(bodyOf(SECTION.import)) + cursor(bodyOf(SECTION.global)).number();
  const name = new TextEncoder().encode(METER);
  const altered: Readonly<Record<number, (body: Uint8Array) => readonly Uint8Array[]>> = {
    [SECTION.global]: (body) => withOneMore(body, [I32, MUTABLE, ...i32Const(0), END]),
    [SECTION.export]: (body) => withOneMore(body, [...number(name.length), ...name, KIND.global, ...number(index)]),
    [SECTION.code]: (body) => counting(body, index),
  };
  return joined([
    module.subarray(0, HEADER),
    ...sections.flatMap(({ id, body }) => {
      const content = altered[id]?.(body) ?? [body];
      return [Uint8Array.of(id, ...number(total(content))), ...content];
    }),
  ]);
}

interface Section {
  readonly id: number;
  readonly body: Uint8Array;
}

function sectionsOf(module: Uint8Array): readonly Section[] {
  const sections: Section[] = [];
  const at = cursor(module, HEADER);
  while (!at.isAtEnd()) {
    const id = at.byte();
    sections.push({ id, body: at.bytes(at.number()) });
  }
  return sections;
}

/** How many of the imports are globals, which are numbered before a module's own. */
function globalsImported(body: Uint8Array): number {
  const at = cursor(body);
  const limits = (): void => {
    const hasMost = (at.number() & 1) === 1;
    at.number();
    if (hasMost) at.number();
  };
  const skip: Readonly<Record<number, () => void>> = {
    [KIND.function]: () => at.number(),
    [KIND.table]: () => {
      at.byte();
      limits();
    },
    [KIND.memory]: limits,
    [KIND.global]: () => at.bytes(2),
  };
  let globals = 0;
  for (let left = at.number(); left > 0; left -= 1) {
    at.bytes(at.number());
    at.bytes(at.number());
    const kind = at.byte();
    if (kind === KIND.global) globals += 1;
    skip[kind]?.();
  }
  return globals;
}

/** A section that lists something, with one more at its end. */
function withOneMore(body: Uint8Array, added: readonly number[]): readonly Uint8Array[] {
  const at = cursor(body);
  const count = at.number();
  return [Uint8Array.from(number(count + 1)), at.rest(), Uint8Array.from(added)];
}

/** The functions, each of which adds one to the count before all else. */
function counting(body: Uint8Array, meter: number): readonly Uint8Array[] {
  const [get, set] = [0x23, 0x24];
  const count = [get, ...number(meter), ...i32Const(1), ADD, set, ...number(meter)];
  const at = cursor(body);
  const functions = at.number();
  const parts: Uint8Array[] = [Uint8Array.from(number(functions))];
  for (let left = functions; left > 0; left -= 1) {
    const code = at.bytes(at.number());
    const locals = cursor(code);
    for (let groups = locals.number(); groups > 0; groups -= 1) {
      locals.number();
      locals.byte();
    }
    const declared = code.length - locals.rest().length;
    parts.push(
      Uint8Array.from(number(code.length + count.length)),
      code.subarray(0, declared),
      Uint8Array.from(count),
      code.subarray(declared),
    );
  }
  return parts;
}

/** Reads what a module is made of, one after the other. */
function cursor(bytes: Uint8Array, start = 0) {
  let at = start;
  const byte = (): number => bytes[at++] ?? 0;
  return {
    byte,
    /** LEB128, without a sign. */
    number(): number {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const next = byte();
        value += (next & 0x7f) * 2 ** shift;
        if (next < 0x80) return value;
      }
    },
    bytes(length: number): Uint8Array {
      at += length;
      return bytes.subarray(at - length, at);
    },
    rest: (): Uint8Array => bytes.subarray(at),
    isAtEnd: (): boolean => at >= bytes.length,
  };
}

/** LEB128, without a sign. */
function number(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(Math.floor(value / 0x80))];
}

const total = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(total(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
