/**
 * What modules are given by those who use them, and give them: `module "mail" { source = "./modules/mail", relay = "h" }` is `var.relay` of
 * that folder, and so are the `inputs` of Terragrunt.
 * https://developer.hashicorp.com/terraform/language/modules/syntax, https://terragrunt.gruntwork.io/docs/features/inputs/
 */
import path from 'node:path';
import { type EntryFact, entriesNamed } from '../detect/entries.ts';
import type { Asked } from '../evaluate/value.ts';
import { type Expr, valueAt } from '../model/expr.ts';
import type { Facts } from '../model/facts.ts';
import { fold } from '../select/needs.ts';

/** The inputs of a name that a file gives to the module in a folder. */
export function moduleInputs(facts: Facts, folder: string, name: string): readonly EntryFact[] {
  if (facts.format !== 'hcl') return [];
  return [...entriesNamed(facts, [fold(name)])].filter(({ path: keys, siblings }) => {
    if (keys.at(-1) !== name) return false;
    if (keys.length === 3 && keys[0] === 'module')
      return isFolder(facts, siblings.find(({ key }) => key === 'source')?.value, folder);
    const given = facts.documents.map((document) => valueAt(document, 'terraform', 'source'));
    return keys.length === 2 && keys[0] === 'inputs' && given.some((source) => isFolder(facts, source, folder));
  });
}

/** `output "exit" { value = … }` of the folder that a file uses as the module. */
export function moduleOutputs(from: Facts, facts: Facts, module: string, name: string): readonly EntryFact[] {
  if (facts.format !== 'hcl') return [];
  const folder = path.posix.dirname(facts.path);
  const isUsed = module.startsWith('data.')
    ? isStateOf(from, facts, module)
    : [...entriesNamed(from, ['source'])].some(
        ({ path: keys, value }) => keys.join('.') === `module.${module}.source` && isFolder(from, value, folder),
      );
  if (!isUsed) return [];
  return [...entriesNamed(facts, ['value'])].filter(
    ({ path: keys }) => keys.length === 3 && keys[0] === 'output' && keys[1] === name,
  );
}

/** What `data.terraform_remote_state.NAME.outputs.VALUE` asks for. https://developer.hashicorp.com/terraform/language/state/remote-state-data */
export function askedOfState({ space, path: [data, kind, name, outputs, value, further] }: Asked): Asked | undefined {
  const isOutput = space === 'config' && data === 'data' && kind === 'terraform_remote_state' && outputs === 'outputs';
  return isOutput && value !== undefined && further === undefined
    ? { space: 'terraform', path: [value, `data.terraform_remote_state.${name}`] }
    : undefined;
}

/**
 * Whether a remote state that a module reads is that of another file's folder: both name the same place (`key = "mail/terraform.tfstate"`),
 * or the folder is called like the state or a part of its place.
 */
function isStateOf(from: Facts, facts: Facts, state: string): boolean {
  const places = [...entriesNamed(from, ['key', 'prefix', 'path', 'name'])].flatMap(({ path: keys, value }) =>
    keys.join('.').startsWith(`${state}.`) && value.kind === 'text' ? value.value.split('/') : [],
  );
  const names = new Set([...places, state.slice(state.lastIndexOf('.') + 1)]);
  return (
    path.posix
      .dirname(facts.path)
      .split('/')
      .some((part) => names.has(part)) && from.path !== facts.path
  );
}

/** Whether a source means a folder of the repository: by its path from the file, or by what a longer address ends in. */
function isFolder(facts: Facts, source: Expr | undefined, folder: string): boolean {
  const last = source?.kind === 'join' ? source.parts.at(-1) : source;
  const written = last?.kind === 'text' ? last.value.replace(/\?.*$/, '') : '';
  // What stands behind two slashes is the folder within what is fetched.
  const [outside = '', within] = written.split(/(?<!:)\/\//);
  if (/^\.\.?(?:\/|$)/.test(written) && source?.kind === 'text')
    return path.posix.join(path.posix.dirname(facts.path), outside, within ?? '').replace(/\/$/, '') === folder;
  const end = (within ?? (source?.kind === 'join' ? outside : '')).replace(/^\/+|\/+$/g, '');
  return end !== '' && (folder === end || folder.endsWith(`/${end}`));
}
