/**
 * Variables of Ansible, of which any name is worth asking: those who may give it a value are few and known by their places.
 * https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#where-to-set-variables
 */
import type { EntryFact } from '../detect/entries.ts';
import type { Asked, Definition } from '../evaluate/value.ts';
import { type Expr, memberUnder, valueAt } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { TOO_COMMON } from './asked-names.ts';

const DEFINING =
  /(^|\/)(group_vars|host_vars)\/|(^|\/)roles\/[^/]+\/(defaults|vars|tasks)\/|(^|\/)vars\/[\w.-]+\.ya?ml$|(^|\/)(inventor(y|ies)|ansible)\/([^/]+\/){0,3}[\w-]*(hosts|inventory|ini|ya?ml)?$|(^|\/)(hosts|inventory)(\.(ini|ya?ml))?$|(^|\/)playbooks?\/[^/]+\.ya?ml$|(^|\/)(site|playbook|play|provision|deploy|setup|install)[\w-]*\.ya?ml$/;

/** Where variables are used: roles, templates, what plays say. */
const USING =
  /\.j2$|(^|\/)roles\/[^/]+\/(templates|tasks|handlers|defaults|vars|meta)\/|(^|\/)(group_vars|host_vars|playbooks)\//;

/** A playbook may lie anywhere. */
const PLAY = /^[ \t]*(?:-[ \t]+)?hosts:[ \t]/m;

/** Too common elsewhere: here it is what a dictionary is called, of which a template chooses an entry, `mail[stage].host`. */
const OF_MAIL = /^(?:e?mail|smtp)$/;

/** What a plain word is asked as in a role, a play or its variables; undefined elsewhere. */
export function askedOfPlay({ path: file, source }: Facts, { space, path }: Asked): Asked | undefined {
  const [name = ''] = path;
  const isTelling = OF_MAIL.test(name) || !TOO_COMMON.test(name);
  const isPlain = space === 'env' && path.length === 1 && /^[a-z]\w{2,}$/.test(name) && isTelling;
  return isPlain && name !== 'item' && (USING.test(file) || (/\.ya?ml$/.test(file) && PLAY.test(source.text)))
    ? { space: 'play', path }
    : undefined;
}

export const mayDefineInPlay = (file: string): boolean => DEFINING.test(file);

/** At the top of a file of variables, of a group's in an inventory, beside a host, in what a task sets. */
export const isOfPlay = ({ path }: EntryFact): boolean =>
  path.length === 1 || (path.length === 2 && /:vars$/.test(path[0] ?? '')) || SETS_VARIABLES.test(path.at(-2) ?? '');

/** Under these a task or play gives variables their values. */
export const SETS_VARIABLES = /^(?:vars|(?:ansible\.builtin\.)?set_fact)$/;

/** Values that lead on to others, of which a member may be asked. */
const LEADING: ReadonlySet<Expr['kind']> = new Set(['env', 'member', 'either', 'object', 'call']);

/** Whether a template gives a variable its value itself, as its loops do: `{% for item in relays %}`. */
const setsItself = ({ program, documents }: Facts, name: string): boolean =>
  !program && documents.slice(1).some((document) => valueAt(document, name) !== undefined);

/** Whether a value says nothing of a name: what a template calls so is made of others, and not of what is asked elsewhere. */
const leadsElsewhere = (expr: Expr, name: string): boolean =>
  expr.kind === 'env'
    ? expr.name.replace(/^(?:\w+\.)?(?:Values|vars|global)\./, '') !== name
    : expr.kind === 'either'
      ? expr.options.every((one) => leadsElsewhere(one, name))
      : expr.kind !== 'object' || expr.entries.every(({ value }) => leadsElsewhere(value, name));

/** Whether a template calls something its own by the first word of what is asked, whatever other files call so. */
export const isOwnOfTemplate = (from: Facts, { space, path: [first = '', member] }: Asked): boolean =>
  space === 'config' &&
  member !== undefined &&
  !from.program &&
  from.documents.slice(1).some((document) => {
    const value = valueAt(document, first);
    return value !== undefined && LEADING.has(value.kind) && leadsElsewhere(value, first);
  });

/**
 * What a member of a variable is where the variable as a whole is another one's value: `chosen.host` after
 * `set_fact: { chosen: "{{ exits[site] }}" }`, what a class of Puppet is given as a hash,
 * in a file that its manifest holds, and a variable of Bicep's.
 */
export function membersOfFacts(
  from: Facts,
  { space, path: [first = '', ...keys] }: Asked,
  definitionsOf: (head: Asked) => readonly Definition[],
  isOfVariables = false,
): readonly Definition[] {
  const head: Asked = { space: 'env', path: [first] };
  const isAsked = isOfVariables || setsItself(from, first) || askedOfPlay(from, head) !== undefined;
  if (space !== 'config' || keys.length === 0 || !isAsked) return [];
  return definitionsOf(head)
    .filter(({ expr }) => LEADING.has(expr.kind))
    .map((one) => ({
      ...one,
      expr: memberUnder(one.expr, keys, one.expr.range),
      // What a file gives its own variable goes with whatever is chosen of what it reads.
      ...(one.place.facts === from ? { base: true as const } : {}),
    }));
}
