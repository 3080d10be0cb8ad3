/** Classes that a call makes of the names of their fields. */
import { field, type Lowering, member, ref } from '../../lower.ts';
import { range, text } from '../../reader.ts';
import { type Node, parts, rangeOf } from '../../tree-sitter.ts';

/** `Hop = Struct.new(:host, :port)`, `Hop = Data.define(:host)`: a class whose constructor takes its fields. */
export function structClass(name: Node, made: Node, to: Lowering): boolean {
  const list = made.type === 'call' ? field(made, 'arguments') : null;
  const receiver = field(made, 'receiver');
  const method = field(made, 'method');
  if (!list || !receiver || !method) return false;
  if (!/^(Struct\.new|Data\.define)$/.test(`${to.textOf(receiver)}.${to.textOf(method)}`)) return false;
  const fields = parts(list).filter((one) => one.type === 'simple_symbol');
  to.builder.class({
    name: to.textOf(name),
    bases: [],
    range: rangeOf(made),
    body: () => {
      to.builder.function({
        name: 'constructor',
        params: fields.map((one) => ({ name: to.textOf(one).slice(1) })),
        range: rangeOf(list),
        body: () => {
          for (const one of fields) {
            const at = range(one.startIndex + 1, one.endIndex);
            const key = text(to.textOf(one).slice(1), at);
            to.builder.assign(member(ref('this', at), key, at), ref(key.value, at), at);
          }
        },
      });
      to.walk(field(made, 'block'));
    },
  });
  return true;
}
