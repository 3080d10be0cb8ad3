/**
 * Tree-sitter's runtime in bounds. What it is given may be hostile: its error recovery takes time and memory by the square on some
 * input, and its recursion has no limit. So its work is counted, its memory has a limit, and whatever happens to it on one file, the
 * next one finds it as if nothing had been.
 */
import { METER, metered } from './metered.ts';

// What Node's types do not declare, as far as it is used here. https://webassembly.github.io/spec/js-api/
declare global {
  namespace WebAssembly {
    class Global {
      value: number;
    }
    class Memory {
      readonly buffer: ArrayBuffer;
    }
    class Instance {
      constructor(module: Module, imports: object);
      readonly exports: Readonly<Record<string, unknown>>;
    }
    function compile(bytes: Uint8Array): Promise<Module>;
  }
}

type TreeSitter = typeof import('web-tree-sitter');

export interface ParserRuntime {
  readonly treeSitter: TreeSitter;
  /** Work is counted from here on, and no more memory taken than this many bytes in all. */
  begin(mostMemory: number): void;
  /** How many functions the parser has called since `begin`. */
  calls(): number;
  /** Notes what its memory holds, when no tree is alive. */
  keep(): void;
  /** Its memory as it was when last kept: all that was made since then is gone, trees and half-done parses alike. */
  restore(): void;
}

/**
 * C's own stack, which comes with 64 KB and is not watched: what is written below it are the parser's tables. V8's stack, which is
 * watched, is used up before this one.
 */
const STACK = 4 * 1024 * 1024;
/** Taken at once it comes from the end of the heap, since nothing as large is ever given back before memory is kept. */
const PROBE = 1024 * 1024;
/** What the allocator writes before and after what it gives. */
const BESIDE = 64;

/** What the parser's loader hands to its module, as far as it is used here. */
interface LoaderImports {
  readonly env: {
    readonly memory: WebAssembly.Memory;
    readonly __stack_pointer: WebAssembly.Global;
    emscripten_resize_heap(size: number): boolean;
  };
}

interface CExports {
  malloc(size: number): number;
  free(address: number): void;
}
const isCExports = (exports: object): exports is CExports => 'malloc' in exports && 'free' in exports;

/** What a parse may take; set before each. */
interface MemoryLimit {
  most: number;
}

/** @throws Error when the module is not tree-sitter's. */
export async function loadParserRuntime(binary: Uint8Array): Promise<ParserRuntime> {
  const [treeSitter, compiled] = await Promise.all([import('web-tree-sitter'), WebAssembly.compile(metered(binary))]);
  const limit: MemoryLimit = { most: Number.POSITIVE_INFINITY };
  let made: { meter: WebAssembly.Global; c: CExports; env: LoaderImports['env'] } | undefined;
  await treeSitter.Parser.init({
    locateFile: (name: string) => name,
    instantiateWasm(imports: LoaderImports, done: (instance: object, module: WebAssembly.Module) => void) {
      limitMemory(imports, limit);
      const instance = new WebAssembly.Instance(compiled, imports);
      // The loader takes every global among the exports for an address.
      const { [METER]: meter, ...exports } = instance.exports;
      if (meter instanceof WebAssembly.Global && isCExports(exports)) made = { meter, c: exports, env: imports.env };
      done({ exports }, compiled);
      return {};
    },
  });
  if (!made) throw new Error('the parser has no functions to take memory with');
  return { treeSitter, ...bounded(made.meter, limit, made.c, made.env) };
}

/** Ends a parse that wants too much. Nothing of the allocator's is half done when it asks for more. */
function limitMemory({ env }: LoaderImports, limit: MemoryLimit): void {
  const resize = env.emscripten_resize_heap;
  env.emscripten_resize_heap = (size) => {
    if (size > limit.most) throw new RangeError('out of memory');
    return resize(size);
  };
}

function bounded(
  meter: WebAssembly.Global,
  limit: MemoryLimit,
  { malloc, free }: CExports,
  { memory, __stack_pointer: stackPointer }: LoaderImports['env'],
): Omit<ParserRuntime, 'treeSitter'> {
  const stack = malloc(STACK);
  const top = stack + STACK - (stack % 16) - 16;
  stackPointer.value = top;
  const bytes = (): Uint8Array => new Uint8Array(memory.buffer);
  let kept: { readonly below: Uint8Array; readonly above: Uint8Array } | undefined;
  return {
    begin(mostMemory) {
      meter.value = 0;
      limit.most = mostMemory;
    },
    calls: () => meter.value >>> 0,
    keep() {
      const end = malloc(PROBE);
      free(end);
      kept = { below: bytes().slice(0, stack), above: bytes().slice(stack + STACK, end + BESIDE) };
    },
    restore() {
      if (!kept) return;
      limit.most = Number.POSITIVE_INFINITY;
      bytes().set(kept.below, 0);
      bytes().set(kept.above, stack + STACK);
      stackPointer.value = top;
    },
  };
}
