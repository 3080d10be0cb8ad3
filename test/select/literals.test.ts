import { describe, expect, it, test } from 'vitest';
import { detectors } from '../../detectors/index.ts';
import { literalSearch } from '../../src/select/literal-search.ts';
import { least, literalsOf } from '../../src/select/literals.ts';

describe('what an expression cannot match without', () => {
  test.each([
    ['smtp', ['smtp']],
    ['e?mail', ['email', 'mail']],
    ['mail\\w*host', ['mail']],
    ['(?:relay|transport).{0,99}<<', ['relay', 'transport']],
    ['["\']ses', ['"ses', "'ses"]],
    ['\\bmail\\.smtp\\b', ['mail.smtp']],
    ['(?:smtp)+x', ['smtp']],
    ['smtp(?=s)', ['smtp']],
    ['(?:foo)?bar', ['bar', 'foobar']],
    ['(?:longer)*bar', ['bar']],
    ['[a-z]+', ['']],
    ['foo|\\d', ['foo', '']],
    ['SMTP_Host', ['smtp_host']],
  ])('%s', (source, literals) => {
    expect([...literalsOf(source)].sort()).toEqual([...least(literals)].sort());
  });

  it('is in no keyword of a detector so short that it stands everywhere', () => {
    const keywords = detectors
      .filter((one) => !one.files)
      .flatMap((one) => one.keywords.map((word) => (typeof word === 'string' ? [] : literalsOf(word.source))));
    expect(keywords.flat().filter((literal) => literal.length < 4)).toEqual([]);
  });
});

describe('the search for texts', () => {
  const texts = ['smtp', 'mail', 'delivery_method', '"ses"', 'nullmailer'];
  const found = (text: string) => literalSearch(texts)(Buffer.from(text, 'latin1')).map((index) => texts[index]);

  test.each([
    ['', []],
    ['smt', []],
    ['smtp', ['smtp']],
    ['xSmTp', ['smtp']],
    ['ssmtp mailX', ['smtp', 'mail']],
    ['NULLMAILER', ['mail', 'nullmailer']],
    ['delivery_metho', []],
    ['a delivery_method', ['delivery_method']],
    ['livery_method', []],
    ['é"ses"é', ['"ses"']],
  ])('%j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('agrees with a search for one text after the other', () => {
    const letters = 'abmailstp';
    let seed = 1;
    const next = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const word = (length: number): string => Array.from({ length }, () => letters[next(letters.length)]).join('');
    for (let round = 0; round < 300; round += 1) {
      const some = [...new Set(Array.from({ length: 1 + next(6) }, () => word(2 + next(5))))];
      const text = word(next(80));
      expect(literalSearch(some)(Buffer.from(text))).toEqual(
        some.flatMap((one, index) => (text.includes(one) ? [index] : [])),
      );
    }
  });

  it('without any text finds nothing', () => {
    expect(literalSearch([])(Buffer.from('smtp'))).toEqual([]);
  });
});
