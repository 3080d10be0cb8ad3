import { expect, it } from 'vitest';
import { mentionOf } from '../../src/select/file-names.ts';

const GLOBS = ['transport', '**/msmtp/config?(.j2)', '*main.cf', '.msmtprc', '*.source', '*.mc'];
const mentions = mentionOf(GLOBS);
const isNamed = (text: string): boolean => mentions(text, Buffer.from(text));

it.each([
  'cat > /etc/postfix/transport <<EOF',
  '  transport: |\n    example.com smtp:[h]',
  'dest: "{{ home }}/.config/msmtp/config"',
  'tee ~/.msmtprc',
  'dest: /etc/postfix/my-main.cf',
  'path: ~/.config/evolution/sources/a.source',
])('%j names a file', (text) => {
  expect(isNamed(text)).toBe(true);
});

it.each(['the transport of mail', 'config: x', 'this.source = 1', 'domain.cfg', 'a.msmtprc.b', 'smtp.mc'])(
  '%j names none',
  (text) => {
    expect(isNamed(text)).toBe(false);
  },
);
