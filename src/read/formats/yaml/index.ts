/** YAML. What a parser refuses, mostly because another tool fills it in first, is read line by line instead. */
import type { Expr } from '../../../model/expr.ts';
import type { Reader } from '../../reader.ts';
import { yamlDocuments } from './events.ts';
import { readLenientYaml } from './lenient.ts';

export const readYaml: Reader = async ({ path, source }) => {
  const strict = parsed(source.text);
  if (Array.isArray(strict)) return { path, format: 'yaml', source, documents: strict };
  const documents = readLenientYaml(source.text);
  const problems = documents.length > 0 ? [] : [{ message: `not YAML: ${strict}`, offset: 0 }];
  return { path, format: 'yaml', source, documents, problems };
};

function parsed(content: string): Expr[] | string {
  try {
    return yamlDocuments(content);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  }
}
