/** YAML. What a parser refuses, mostly because another tool fills it in first, is read line by line instead. */
import type { Expr } from '../../../model/expr.ts';
import type { Facts } from '../../../model/facts.ts';
import type { Reader, ReadInput } from '../../reader.ts';
import { yamlDocuments } from './events.ts';
import { readLenientYaml } from './lenient.ts';
import { isNeon, withEntities, withoutTabs } from './neon.ts';

export const readYaml: Reader = async (input) => {
  if (!isNeon(input.path)) return readFrom(input, input.source.text);
  const facts = readFrom(input, withoutTabs(input.source.text));
  return { ...facts, documents: facts.documents.map((one) => withEntities(one, input.source.text)) };
};

function readFrom({ path, source }: ReadInput, content: string): Facts {
  const strict = parsed(content);
  if (Array.isArray(strict)) return { path, format: 'yaml', source, documents: strict };
  const documents = readLenientYaml(content);
  const problems = documents.length > 0 ? [] : [{ message: `not YAML: ${strict}`, offset: 0 }];
  return { path, format: 'yaml', source, documents, problems };
}

function parsed(content: string): Expr[] | string {
  try {
    return yamlDocuments(content);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  }
}
