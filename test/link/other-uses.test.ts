/** A mailbox's server is no relay; a legacy relay stays one, and so does what says SMTP, whatever else reads it. */
import { describe, expect, it } from 'vitest';
import { withoutOtherUses } from '../../src/link/other-uses.ts';
import type { Setting } from '../../src/model/setting.ts';
import { plainSetting } from '../setting.ts';

const at = { path: '.env', line: 1, column: 11, endLine: 1, endColumn: 30 };
const named: Setting = { ...plainSetting, ...at, host: 'mail.harbor-co.net', key: 'MAIL_HOST' };
const mailbox: Setting = {
  ...named,
  detector: 'mailboxes',
  noRelay: true,
  trail: [{ ...at, path: 'read.py', note: 'MAIL_HOST is read here' }],
};
const byName = new Set(['environment']);

describe('what a mailbox reads', () => {
  it('is no relay', () => {
    expect(withoutOtherUses([named, mailbox], byName, [])).toEqual([]);
  });

  it.each<{ why: string; setting: Setting; retired: readonly string[] }>([
    { why: 'the policy says that it is a legacy relay', setting: named, retired: ['MAIL.harbor-co.net.'] },
    { why: 'its name says SMTP', setting: { ...named, key: 'SMTP_HOST' }, retired: [] },
    { why: 'a container is given it', setting: { ...named, key: 'services.web.environment.MAIL_HOST' }, retired: [] },
    { why: 'a use of a relay leads there', setting: { ...named, trail: mailbox.trail }, retired: [] },
    { why: 'a detector knows it by more than its name', setting: { ...named, detector: 'laravel' }, retired: [] },
    { why: 'it stands elsewhere', setting: { ...named, line: 2, endLine: 2 }, retired: [] },
  ])('stays where $why', ({ setting, retired }) => {
    expect(withoutOtherUses([setting, mailbox], byName, retired)).toEqual([setting]);
  });
});
