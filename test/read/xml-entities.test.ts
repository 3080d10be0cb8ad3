import { expect, it } from 'vitest';
import { ownEntities } from '../../src/read/formats/xml-entities.ts';

const entity = (name: string, value: string): string => `<!ENTITY ${name} "${value}">`;
const textsOf = (...declared: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(ownEntities(`<!DOCTYPE a [${declared.join('\n')}]><a/>`).texts);

it('puts entities into entities, characters too', () => {
  expect(textsOf(entity('d', 'corp.example'), entity('h', 'smtp&#46;&d;'))).toEqual({
    d: 'corp.example',
    h: 'smtp.corp.example',
  });
});

it('takes the first declaration, and none of other files', () => {
  expect(textsOf(entity('h', 'a'), entity('h', 'b'), '<!ENTITY o SYSTEM "file:///etc/passwd">')).toEqual({ h: 'a' });
});

it('stays short, whatever is declared', () => {
  const laughs = Array.from({ length: 60 }, (_, index) => entity(`e${index + 1}`, `&e${index};`.repeat(20)));
  const texts = Object.values(textsOf(entity('e0', 'lol'), ...laughs, entity('self', '&self;&self;')));
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(9000);
  expect(texts.length).toBeLessThanOrEqual(200);
});

it('puts in what is empty, and what names itself, once', () => {
  const nested = Array.from({ length: 60 }, (_, index) => entity(`e${index + 1}`, `&e${index};`.repeat(500)));
  expect(textsOf(entity('e0', ''), ...nested).e8).toBe('');
  expect(textsOf(entity('a', '&b;'), entity('b', '&a;'))).toEqual({ a: '&b;', b: '&b;' });
});
