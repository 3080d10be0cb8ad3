/**
 * What the commands of a program share: a group sets `ctx.obj["relay"] = relay`, a command reads it of the context that it is passed,
 * or is passed the object itself. https://click.palletsprojects.com/en/stable/commands-and-groups/#context-passing
 */
import { chainOf } from '../model/expr.ts';
import type { Assignment, Facts, FunctionDef } from '../model/facts.ts';
import { oncePer } from '../model/once.ts';
import { callsByName } from './call-index.ts';
import { type Context, chosen, over, type State } from './context.ts';
import type { FoundParameter } from './declared-parameters.ts';
import { atAssignment } from './places.ts';
import { functionAround } from './scopes.ts';
import type { Value } from './value.ts';

/** Packages whose commands are functions that are passed a context. */
const WITH_CONTEXTS = /^(?:click|typer|rich_click|asyncclick)(?:\.|$)/;
/** The member of a context that is the program's own, and what a parameter is called that is passed it (`@pass_obj`). */
const SHARED = 'obj';

/** What a function sets on the shared object, and the keys that it is set under. */
interface Shared {
  readonly facts: Facts;
  readonly assignment: Assignment;
  readonly keys: readonly string[];
  readonly by: FunctionDef;
}

/** The values that other commands, in the file and in the modules that it imports, give to a member of what they share. */
export function sharedByCommands(
  context: Context,
  facts: Facts,
  { param, index, definition }: FoundParameter,
  path: readonly string[],
  state: State,
): readonly Value[] {
  const keys = path[0] === SHARED ? path.slice(1) : param.name === SHARED ? path : [];
  if (index !== 0 || keys.length === 0 || !hasContexts(facts)) return [];
  const imported = (facts.program?.imports ?? []).flatMap(({ module }) => context.project?.module(facts, module) ?? []);
  const others = [...new Set([facts, ...imported])].flatMap(sharedIn).filter(({ by }) => by !== definition);
  const group = groupOf(facts, definition);
  const ofGroup = others.filter(({ by }) => by.name === group);
  return (ofGroup.length > 0 ? ofGroup : others)
    .filter(({ keys: set }) => set.every((key, at) => key === keys[at]))
    .flatMap(({ facts: file, assignment, keys: set, by }) => {
      const { range, value } = assignment;
      const hop = { facts: file, range, kind: 'set', name: [SHARED, ...set].join('.') } as const;
      // Host and port are of one group.
      const way = chosen(state, { choice: definition, arm: by });
      return context.within(value, keys.slice(set.length), atAssignment(file, assignment), over(way, hop));
    });
}

/** The group that a function is declared to be a command of: `@cli.command()`. */
function groupOf(facts: Facts, { range }: FunctionDef): string | undefined {
  const declaring = (callsByName(facts).get('command') ?? []).findLast(({ call }) => call.range.end <= range.end);
  return declaring && chainOf(declaring.call.callee)?.at(-2);
}

const hasContexts = (facts: Facts): boolean =>
  facts.format === 'python' && (facts.program?.imports ?? []).some(({ module }) => WITH_CONTEXTS.test(module));

/** What functions set on the `obj` of their first parameter. */
const sharedIn = oncePer((facts: Facts): readonly Shared[] => {
  const { program } = facts;
  if (!program || !hasContexts(facts)) return [];
  return program.assignments.flatMap((assignment): readonly Shared[] => {
    const [first, member, ...keys] = chainOf(assignment.target) ?? [];
    if (first === undefined || member !== SHARED) return [];
    const definition = functionAround(program, assignment.scope);
    return definition?.params[0]?.name === first ? [{ facts, assignment, keys, by: definition }] : [];
  });
});
