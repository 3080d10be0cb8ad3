/** ColdFusion and Lucee: the tag, the component and the application's servers. */
import { detector } from '../../../src/detect/detector.ts';
import { call, named } from '../../../src/detect/matchers.ts';
import { inText } from '../../../src/detect/text-matches.ts';

/** https://cfdocs.org/cfmail */
const tags = detector({
  id: 'coldfusion-tags',
  title: 'ColdFusion’s <cfmail>',
  docs: 'https://cfdocs.org/cfmail',
  layer: 'application',
  format: 'lines',
  files: ['*.cfm', '*.cfml'],
  keywords: ['cfmail'],
  recognises: '`server` of `<cfmail>`',
  settings: [
    inText({
      key: 'cfmail.server',
      host: /<cfmail\b[^>]{0,2000}?\bserver[ \t]*=[ \t]*["'](?<value>[^"'\n]+)["']/i,
      port: /\bport[ \t]*=[ \t]*["'](?<value>\d+)["']/i,
      implicitTls: /\buseSSL[ \t]*=[ \t]*["'](?<value>true|yes)["']/i,
      startTls: /\buseTLS[ \t]*=[ \t]*["'](?<value>true|yes)["']/i,
      block: /<cfmail\b/i,
    }),
  ],
});

/** https://cfdocs.org/application-cfc: `this.mailservers` */
const script = detector({
  id: 'coldfusion-script',
  title: 'ColdFusion’s script',
  docs: 'https://cfdocs.org/application-cfc',
  layer: 'application',
  formats: ['plain'],
  keywords: ['mail'],
  recognises: '`this.mailservers`, `cfmail(server=…)`, `new mail(server=…)`',
  settings: [
    call({ of: ['cfmail', 'mail', 'Mail'], host: named('server'), port: named('port') }),
    call({ of: ['*#setServer'], host: { index: 0, named: [] }, needs: [/\bnew\s+mail\b/i] }),
  ],
});

/** What the administrator keeps: WDDX, whose variables say their names. https://cfdocs.org/cfwddx */
const VARIABLE = (name: string): RegExp =>
  new RegExp(`<var name=['"]${name}['"]>\\s*<(?:string|number)>(?<value>[^<\\s]+)</`);

const administrator = detector({
  id: 'coldfusion-administrator',
  title: 'ColdFusion’s administrator',
  docs: 'https://helpx.adobe.com/coldfusion/configuring-administering/using-the-coldfusion-administrator.html',
  layer: 'application',
  format: 'xml',
  files: ['neo-mail.xml'],
  keywords: ['server'],
  recognises: '`server` of `neo-mail.xml`',
  settings: [
    inText({
      key: 'server',
      host: VARIABLE('server'),
      port: VARIABLE('port'),
      user: VARIABLE('username'),
      whole: true,
    }),
  ],
});

export const coldfusion = [tags, script, administrator];
