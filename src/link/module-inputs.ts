/**
 * What modules are given by those who use them, and give them: `module "mail" { source = "./modules/mail", relay = "h" }` is `var.relay` of
 * that folder, and so are the `inputs` of Terragrunt.
 * https://developer.hashicorp.com/terraform/language/modules/syntax, https://terragrunt.gruntwork.io/docs/features/inputs/
 */
import path from 'node:path';
import { type EntryFact, entriesNamed } from '../detect/entries.ts';
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
  const isUsed = [...entriesNamed(from, ['source'])].some(
    ({ path: keys, value }) => keys.join('.') === `module.${module}.source` && isFolder(from, value, folder),
  );
  if (!isUsed) return [];
  return [...entriesNamed(facts, ['value'])].filter(
    ({ path: keys }) => keys.length === 3 && keys[0] === 'output' && keys[1] === name,
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
