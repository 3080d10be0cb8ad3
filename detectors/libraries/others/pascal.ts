/** Delphi and Free Pascal: Indy, Synapse; forms keep what the designer sets. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call, property } from '../../../src/detect/matchers.ts';
import { inText } from '../../../src/detect/text-matches.ts';

const code = detector({
  id: 'pascal-mail',
  title: 'Delphi, Free Pascal',
  docs: 'https://www.indyproject.org',
  layer: 'application',
  formats: ['plain'],
  keywords: ['idsmtp', 'smtpsend', 'tsmtp'],
  recognises: '`Host` of Indy’s `TIdSMTP`, `TargetHost` of Synapse’s `TSMTPSend`, its `SendTo`',
  settings: [
    property({ of: ['TIdSMTP#Host', 'TIdSMTP.Create#Host', 'IdSMTP#Host', 'TSMTPSend#TargetHost'], port: 'Port' }),
    property({ of: ['*#TargetHost'] }),
    call({ of: ['SendToEx', 'SendTo', 'smtpsend.SendTo', 'smtpsend.SendToEx'], host: arg(3), needs: [/smtpsend/i] }),
  ],
});

/** What the designer of forms writes: https://docwiki.embarcadero.com/RADStudio/en/Form_Files */
const forms = detector({
  id: 'pascal-forms',
  title: 'Forms of Delphi and Lazarus',
  docs: 'https://docwiki.embarcadero.com/RADStudio/en/Form_Files',
  layer: 'application',
  format: 'lines',
  files: ['*.dfm', '*.lfm', '*.fmx'],
  keywords: ['idsmtp', 'smtpsend'],
  recognises: '`Host` of a `TIdSMTP` of a form',
  settings: [
    inText({
      key: 'TIdSMTP.Host',
      host: /^[ \t]*object[ \t]+\w+[ \t]*:[ \t]*T(?:Id)?SMTP\w*[ \t]*\r?\n(?:[ \t]*(?!object\b|end\b|Host\b)\w[^\n]*\n){0,30}?[ \t]*Host[ \t]*=[ \t]*'(?<value>[^'\n]+)'/,
      block: /^[ \t]*object[ \t]/,
      port: /^[ \t]*Port[ \t]*=[ \t]*(?<value>\d+)/,
    }),
  ],
});

export const pascal = [code, forms];
