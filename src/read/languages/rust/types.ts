/** Types and paths as ref/member chains. */
import type { Expr } from '../../../model/expr.ts';
import { field, type Lowering, literally, member, ref } from '../../lower.ts';
import { unknown } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** The types whose `impl` blocks are being walked. */
const implemented = new WeakMap<Lowering, string>();

/** Walks the block of a type, in which that type is called `Self`. */
export function withSelf(to: Lowering, name: string, walk: () => void): void {
  const outer = implemented.get(to);
  implemented.set(to, name);
  walk();
  if (outer === undefined) implemented.delete(to);
  else implemented.set(to, outer);
}

export function name(node: Node, to: Lowering): Expr {
  const written = to.textOf(node);
  return ref(written === 'Self' ? (implemented.get(to) ?? written) : written, rangeOf(node));
}

/** `a::B::<T>::c` without its type arguments; `crate`, `self` and `super` only say where the first name is. */
export function path(node: Node | null | undefined, to: Lowering): Expr {
  const steps: Node[] = [];
  let at: Node | null | undefined = node;
  while (at) {
    if (/^scoped_(type_)?identifier$/.test(at.type)) {
      steps.push(at);
      at = field(at, 'path');
    } else if (/^(generic_type|generic_type_with_turbofish|generic_function|reference_type)$/.test(at.type)) {
      at = field(at, 'type') ?? field(at, 'function');
    } else break;
  }
  let value: Expr | undefined;
  if (at && !/^(crate|self|super)$/.test(at.type))
    value = /identifier$/.test(at.type) ? name(at, to) : unknown(rangeOf(at));
  for (const step of steps.reverse()) {
    const key = field(step, 'name');
    if (!key || key.type === 'super') continue;
    value = value ? member(value, literally(key, to), rangeOf(step)) : name(key, to);
  }
  return value ?? unknown(node ? rangeOf(node) : { start: 0, end: 0 });
}

const BASIC = /^(String|Result|Vec|HashMap|BTreeMap|Cow|PathBuf|Path)$/;
/** They stand for the value in them. */
const WRAPPER = /^(Option|Arc|Rc|Box|Data|State|Mutex|RwLock|Lazy|OnceCell|LazyLock|OnceLock)$/;

/** The declared type of a value; undefined for basic types, lists, functions. */
export function typeOf(node: Node | null | undefined, to: Lowering): Expr | undefined {
  let at: Node | null | undefined = node;
  for (let depth = 0; at && depth < 10; depth += 1) {
    if (at.type === 'reference_type') at = field(at, 'type');
    else if (at.type === 'generic_type') {
      const outer = path(field(at, 'type'), to);
      const last =
        outer.kind === 'member' && outer.key.kind === 'text' ? outer.key.value : outer.kind === 'ref' ? outer.name : '';
      if (!WRAPPER.test(last)) return BASIC.test(last) ? undefined : outer;
      const given = field(at, 'type_arguments');
      at = given ? parts(given)[0] : undefined;
    } else if (at.type === 'type_identifier') return BASIC.test(to.textOf(at)) ? undefined : name(at, to);
    else return at.type === 'scoped_type_identifier' ? path(at, to) : undefined;
  }
  return undefined;
}

/** The bare name of a type that a block belongs to. */
export function typeName(node: Node | null, to: Lowering): string | undefined {
  const chain = node ? path(node, to) : undefined;
  if (chain?.kind === 'ref') return chain.name;
  return chain?.kind === 'member' && chain.key.kind === 'text' ? chain.key.value : undefined;
}
