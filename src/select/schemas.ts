/** Descriptions of APIs and of data: they name settings and what they may be, and set none. */
import type { Format } from '../model/facts.ts';

/** How much of a text is looked at: what says the kind of a document stands at its top. */
const HEAD = 2000;

/**
 * OpenAPI's `openapi: 3.0.0` and `swagger: "2.0"` (https://spec.openapis.org/oas/latest.html#openapi-object), JSON
 * Schema's `"$schema": "https://json-schema.org/…"` or its definitions alone
 * (https://json-schema.org/understanding-json-schema/reference/schema).
 */
const JSON_SCHEMA =
  /^\s*\{\s*(?:"[^"]*"\s*:\s*"[^"]*"\s*,\s*)*"(?:(?:openapi|swagger)"\s*:\s*"\d|\$schema"\s*:\s*"https?:\/\/json-schema\.org\/|(?:definitions|\$defs)"\s*:\s*\{)/;
const YAML_SCHEMA =
  /^["']?(?:(?:openapi|swagger)["']?:[ \t]*["']?\d|\$schema["']?:[ \t]*["']?https?:\/\/json-schema\.org\/)/m;

/** Whether a text describes data instead of holding it. */
export function isSchema(format: Format, text: string): boolean {
  if (format === 'json') return JSON_SCHEMA.test(text.slice(0, HEAD));
  return format === 'yaml' && YAML_SCHEMA.test(text.slice(0, HEAD));
}
