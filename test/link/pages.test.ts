import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { collect } from '../../src/scan/collect.ts';
import { temporaryFolder } from '../repository.ts';

const MANY = 60;

it('pages without a program give no key its value, however many speak of it', async () => {
  const root = temporaryFolder();
  try {
    writeFileSync(
      path.join(root, 'Mailer.scala'),
      'import org.apache.commons.mail._\nclass Mailer(settings: SystemSettings) {\n  def make = settings.smtp.map { smtp =>\n    val email = new HtmlEmail\n    email.setHostName(smtp.host)\n    email.setSmtpPort(smtp.port.get)\n    email\n  }\n}\n',
    );
    for (let page = 0; page < MANY; page += 1)
      writeFileSync(
        path.join(root, `form-${page}.html`),
        '@(smtp: Smtp)\n<input name="port" value="@smtp.port.get">\n',
      );
    const { diagnostics, settings } = await collect({ root });
    expect(settings.map(({ path: file, host }) => [file, host])).toEqual([['Mailer.scala', null]]);
    expect(diagnostics).toEqual([]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
