/**
 * Members that are reached by their names in texts, in the languages of the JVM, .NET and Go: `type.getMethod("setHost").invoke(of, "h")`
 * does what `of.setHost("h")` does. What a look-up of a member by its name gives is that name, so that a variable may hold it.
 */
import type { Argument, CallExpr, Expr, Range, TextExpr } from '../model/expr.ts';
import { type Lowering, member, ref, call as register } from './lower.ts';
import { text, wholeLiteral } from './reader.ts';

interface Invoked {
  /** What the method is called on. */
  readonly of: Expr;
  readonly name: string;
  readonly args: readonly Argument[];
  readonly range: Range;
}

/** Look-ups of a member by its name: java.lang.Class, System.Type, Go's reflect.Value. */
const LOOKING_UP =
  /^(?:get(?:Declared)?(?:Method|Field)|Get(?:Runtime)?(?:Property|Method|Field)|FieldByName|MethodByName)$/;
/** What changes nothing about which member it is. */
const SAME = /^(?:setAccessible|Elem|Addr)$/;
const CLASS_BY_NAME = /^(?:forName|loadClass|GetType)$/;
const MADE = /^(?:getDeclaredConstructor|getConstructor)$/;

/** What a call by reflection comes to: a value, or an effect beside the call itself. */
export function reflected({ of, name, args, range }: Invoked, to: Lowering): Expr | undefined {
  const [first, second, third] = args.map(({ value }) => value);
  const key = first && wholeLiteral(first);
  if (LOOKING_UP.test(name) && key) return key;
  if (CLASS_BY_NAME.test(name) && key && /^[A-Za-z_][\w.$]*$/.test(key.value)) return typeNamed(key);
  if (MADE.test(name) || SAME.test(name)) return of;
  if (name === 'newInstance' && (of.kind === 'ref' || of.kind === 'member'))
    return register(to, { callee: of, args, construct: true, range });
  if (/^[iI]nvoke$/.test(name) && first) invoke(of, first, given(args.slice(1)), range, to);
  if (/^(?:SetValue|set)$/.test(name) && first && second && isMemberName(of)) assign(first, of, second, range, to);
  if (name === 'InvokeMember' && key) {
    const list = args.at(-1);
    const target = args.at(-2)?.value;
    if (list && target) invoke(key, target, given([list]), range, to);
  }
  if (name === 'CreateInstance' && (first?.kind === 'ref' || first?.kind === 'member'))
    return register(to, { callee: first, args: given(args.slice(1)), construct: true, range });
  // Commons BeanUtils, Spring's BeanWrapper: `BeanUtils.setProperty(of, "hostName", "h")`.
  const property = second && wholeLiteral(second);
  if (/^set(?:Simple)?Property$/.test(name) && first && property && third && /^\w+$/.test(property.value)) {
    const setter = text(`set${property.value.charAt(0).toUpperCase()}${property.value.slice(1)}`, property.range, []);
    to.builder.call({
      kind: 'call',
      callee: member(first, setter, range),
      args: [{ value: third }],
      construct: false,
      range,
    });
    assign(first, property, third, range, to);
  }
  return undefined;
}

/** A list of arguments is them all. */
const given = (args: readonly Argument[]): readonly Argument[] => {
  const [only, more] = args;
  return only?.value.kind === 'list' && !more ? only.value.items.map((value) => ({ value })) : args;
};

/** A name that stands there, or a variable that may hold one. */
const isMemberName = (expr: Expr): boolean => expr.kind === 'text' || expr.kind === 'ref';

function invoke(method: Expr, of: Expr, args: readonly Argument[], range: Range, to: Lowering): void {
  if (!isMemberName(method)) return;
  const setter = method.kind === 'text' ? /^set_(\w+)$/.exec(method.value)?.[1] : undefined;
  const [value] = args;
  if (setter !== undefined && value) {
    assign(of, text(setter, method.range, []), value.value, range, to);
    return;
  }
  const called: CallExpr = { kind: 'call', callee: member(of, method, range), args, construct: false, range };
  to.builder.call(called);
  if (method.kind === 'text' && value && args.length === 1) assign(of, method, value.value, range, to);
}

const assign = (of: Expr, key: Expr, value: Expr, range: Range, to: Lowering): void =>
  to.builder.assign(member(of, key, range), value, range);

/** `"org.apache.commons.mail.SimpleEmail"` as the type of that name. */
function typeNamed({ value, range }: TextExpr): Expr {
  const [head = '', ...steps] = value.split(/[.$]/);
  return steps.reduce<Expr>((inner, step) => member(inner, text(step, range, []), range), ref(head, range));
}
