import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/index.ts';
import { bare, clean, hostile, options, result } from './result.ts';

const schema: object = JSON.parse(readFileSync(new URL('../../schema/result.schema.json', import.meta.url), 'utf8'));
const valid = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

describe('JSON', () => {
  it.each([
    ['rich', result],
    ['clean', clean],
    ['bare', bare],
    ['hostile', hostile],
  ])('fits its schema: %s', (_, of) => {
    for (const suppressed of [false, true]) {
      valid(JSON.parse(formats.json(of, { ...options, suppressed })));
      expect(valid.errors).toBeNull();
    }
  });

  it('the schema refuses what is none', () => {
    const parsed = JSON.parse(formats.json(result, options));
    expect(valid({ ...parsed, schemaVersion: 2 })).toBe(false);
    parsed.settings[0].verdict = 'fine';
    expect(valid(parsed)).toBe(false);
  });

  it('has the fields of schemaVersion 1', () => {
    const parsed = JSON.parse(formats.json(result, options));
    expect(Object.keys(parsed)).toEqual([
      'schemaVersion',
      'tool',
      'root',
      'policy',
      'complete',
      'settings',
      'findings',
      'relays',
      'diagnostics',
      'statistics',
      'summary',
    ]);
    expect(parsed.tool).toEqual({ name: 'smtp-scan', version: '1.2.3' });
    expect(parsed.settings[1]).toEqual({
      ...{
        path: '.env.production',
        line: 3,
        column: 11,
        endLine: 3,
        endColumn: 29,
        host: 'mx1.old-dc.example',
        port: 25,
        transport: 'none',
        authenticated: true,
      },
      ...{
        detector: 'environment',
        key: 'SMTP_HOST',
        ref: 'SMTP_HOST',
        source: 'environment',
        role: 'runtime',
        layer: 'application',
        route: 'relay',
        certainty: 'certain',
      },
      ...{ verdict: 'legacy', secret: true },
      trail: [
        { path: 'src/mail.js', line: 10, column: 9, note: 'createTransport takes its host from SMTP_HOST' },
        { path: '.env.production', line: 3, column: 1, note: 'SMTP_HOST is set here' },
      ],
    });
    expect(parsed.settings[8]).toMatchObject({ host: null, ref: 'EMAIL_HOST', verdict: 'unresolved', trail: [] });
    expect(Object.keys(parsed.findings[6])).toEqual(['rule', 'level', 'setting', 'message', 'fingerprint']);
    expect(parsed.findings[3]).toMatchObject({ setting: null, path: '.smtp-scan.yml', line: 14, column: 3 });
    expect(parsed.diagnostics).toEqual(result.diagnostics);
    expect(parsed.summary).toEqual({
      files: 1204,
      read: 211,
      settings: 12,
      findings: { error: 4, warning: 3, note: 2 },
    });
  });

  it('lists relays by host with the worst verdict of their settings', () => {
    expect(JSON.parse(formats.json(result, options)).relays).toEqual([
      { host: 'mailhog', settings: [5], verdict: 'local' },
      { host: 'mx1.old-dc.example', settings: [0, 1, 2, 11], verdict: 'legacy' },
      { host: 'smtp-relay.corp.example', settings: [3, 4], verdict: 'approved' },
      { host: 'smtp.example.com', settings: [6], verdict: 'placeholder' },
      { host: 'smtp.sendgrid.net', settings: [9], verdict: 'unapproved' },
    ]);
  });

  it('leaves suppressed findings out unless asked for', () => {
    expect(JSON.parse(formats.json(result, options)).findings).toHaveLength(9);
    const all = JSON.parse(formats.json(result, { ...options, suppressed: true }));
    expect(all.findings[9].suppressed).toEqual({ kind: 'inSource', reason: 'tests the migration itself' });
    expect(all.summary.findings.note).toBe(2);
  });

  it('keeps values as they are', () => {
    const parsed = JSON.parse(formats.json(hostile, options));
    expect(parsed.settings[0].path).toBe(hostile.settings[0]?.path);
    expect(parsed.settings[0].key).toBe(hostile.settings[0]?.key);
  });
});
