import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/index.ts';
import { bare, clean, finding, hostile, options, result, settings } from './result.ts';

const rows = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('|'));

describe('Markdown', () => {
  const text = formats.markdown(result, options);

  it('counts first', () =>
    expect(text).toContain(
      '**4 errors, 3 warnings, 2 notes** · 5 relays in 9 places; 1 place uses one of these; 2 places name none; 1,204 files, 211 read.',
    ));

  it('names place, reason and change of each finding, the worst first', () => {
    const table = rows(text.slice(text.indexOf('### Findings'), text.indexOf('### Relays')));
    expect(table).toHaveLength(2 + 9);
    expect(table[2]).toBe(
      '| ❌ error | `.env.production:3:11` | mx1.old-dc.example is a legacy relay: moved on 2026-10-01 <sub>legacy-relay</sub> | `smtp-relay.corp.example` |',
    );
    expect(text).not.toContain('tests the migration itself');
  });

  it('lists the relays', () => expect(text).toContain('| `smtp.sendgrid.net` | SendGrid | unapproved | 1 |'));

  it('lists what nothing decides and no finding names', () => {
    const open = formats.markdown({ ...result, findings: [] }, options);
    expect(open).toContain(
      '| `services/billing/settings.py:88:14` | `EMAIL_HOST` | look for EMAIL_HOST in the environment where it runs |',
    );
    expect(open).not.toContain('`src/mail.js:10:9`');
  });

  it('says that something could not be read, and what', () => {
    expect(text).toContain('**Not everything could be read');
    expect(text).toContain('| `config/broken.yml:3` | bad indentation of a mapping entry |');
    expect(formats.markdown(clean, options)).not.toContain('Not ');
  });

  it('says that there is no policy', () => {
    const unjudged = formats.markdown({ ...result, policy: null, judges: false, findings: [] }, options);
    expect(unjudged).toContain('`smtp-scan init`');
    expect(unjudged).not.toContain('unapproved');
    expect(formats.markdown(bare, options)).not.toContain('###');
  });

  it('links to the file', () => {
    const linked = formats.markdown(result, { ...options, blob: 'https://github.com/o/r/blob/abc/', prefix: 'sub/' });
    expect(linked).toContain(
      '[<code>sub/apps/shop front/config/mäil.php:41:30</code>](https://github.com/o/r/blob/abc/sub/apps/shop%20front/config/m%C3%A4il.php#L41)',
    );
  });

  it('lets no value become markup, a row or a command', () => {
    const of = formats.markdown(hostile, { ...options, blob: 'https://github.com/o/r/blob/abc/' });
    expect(of.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(of).not.toMatch(/<img|\[a\]|\*\*b|@all|(?<!&)#1|^\s*::|##\[/m);
    for (const line of rows(of)) expect([3, 4, 5]).toContain(line.match(/\|/g)?.length ?? 0);
    const links = [...of.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links)
      expect(link).toMatch(/^https:\/\/github\.com\/o\/r\/blob\/abc\/[\w%.~-]+(\/+[\w%.~-]+)*#L\d+$/);
  });

  it('stays under the limit of a step summary and says so', () => {
    const [of] = settings;
    const many = of
      ? Array.from({ length: 20_000 }, (_, index) =>
          finding(of, 0, 'legacy-relay', 'error', `${index} ${'ä'.repeat(100)}`),
        )
      : [];
    const long = formats.markdown({ ...result, findings: many }, options);
    expect(Buffer.byteLength(long)).toBeLessThan(1024 * 1024);
    expect(long).toMatch(/\d rows more left out for length/);
  });
});
