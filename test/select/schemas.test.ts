import { expect, it } from 'vitest';
import type { Format } from '../../src/model/facts.ts';
import { isSchema } from '../../src/select/schemas.ts';

const CASES: readonly (readonly [string, Format, string, boolean])[] = [
  ['OpenAPI in YAML', 'yaml', "# API\nopenapi: '3.0.1'\ninfo:\n  title: Mail\n", true],
  ['Swagger in JSON', 'json', '{\n  "swagger": "2.0", "host": "smtp.a.example" }', true],
  ['OpenAPI after its title', 'json', '{"x-name": "a", "openapi": "3.1.0"}', true],
  ['JSON Schema', 'json', '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {} }', true],
  ['definitions alone', 'json', '{"definitions": {"smtp": {}}}', true],
  [
    'a configuration with its schema',
    'json',
    '{ "$schema": "./schema.json", "smtp": { "host": "smtp.a.example" } }',
    false,
  ],
  ['a configuration that names an API', 'yaml', 'app:\n  openapi: 3.0\nsmtp:\n  host: smtp.a.example\n', false],
  ['a program', 'javascript', '{ "swagger": "2.0" }', false],
];

it.each(CASES)('%s', (_name, format, text, wanted) => {
  expect(isSchema(format, text)).toBe(wanted);
});
