/**
 * Raku, Racket, Common Lisp, AutoIt: languages without a reader, in which a host counts where it stands beside the
 * function or option that takes it.
 */
import { type Detector, detector } from '../../../src/detect/detector.ts';
import { inText } from '../../../src/detect/text-matches.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly docs: string;
  readonly files: readonly string[];
  readonly keywords: readonly string[];
  readonly recognises: string;
  readonly settings: readonly Parameters<typeof inText>[0][];
}

const rows: readonly Row[] = [
  {
    id: 'raku-mail',
    title: 'Raku’s Net::SMTP',
    docs: 'https://raku.land/zef:raku-community-modules/Net::SMTP',
    files: ['*.raku', '*.rakumod', '*.rakutest', '*.p6', '*.pm6'],
    keywords: ['smtp'],
    recognises: '`server` of `Net::SMTP.new`, `Net::SMTP::Client::Async.connect`',
    settings: [
      {
        key: 'Net::SMTP.new.server',
        host: /^[^#\n]{0,500}?\bNet::SMTP[\w:]{0,40}\.(?:new|connect\w*)\([^)\n]{0,300}?(?::(?:server|host)[<(]["']?|\b(?:server|host)[ \t]*=>[ \t]*["'])(?<value>[^"'>)\s]+)/,
        port: /(?::port[<(]|\bport[ \t]*=>[ \t]*)(?<value>\d+)/,
      },
    ],
  },
  {
    id: 'lisp-mail',
    title: 'Mail libraries of Racket and Common Lisp',
    docs: 'https://docs.racket-lang.org/net/smtp.html',
    files: ['*.rkt', '*.scrbl', '*.lisp', '*.lsp', '*.cl'],
    keywords: ['smtp'],
    recognises: '`(smtp-send-message "h" …)` of Racket, `(cl-smtp:send-email "h" …)`',
    settings: [
      {
        key: 'smtp-send-message',
        host: /^[^;\n]{0,500}?\((?:smtp-send-message|(?:cl-smtp:)?send-e?mail)\s+"(?<value>[^"\n]+)"/,
        port: /(?:#:port-no|:port)\s+(?<value>\d+)/,
        when: (text) => /smtp-send-message|cl-smtp/.test(text),
      },
    ],
  },
  {
    id: 'autoit-mail',
    title: 'AutoIt',
    docs: 'https://www.autoitscript.com/autoit3/docs/libfunctions/_INetSmtpMail.htm',
    files: ['*.au3'],
    keywords: ['smtp'],
    recognises: '`_INetSmtpMail("h", …)`, and variables that it is given',
    settings: [
      {
        key: '_INetSmtpMail',
        macros:
          /^[ \t]*(?:(?:Global|Local|Const|Dim)[ \t]+){0,3}(?<name>\$\w+)[ \t]*=[ \t]*["'](?<value>[^"'\n]+)["']/i,
        host: /^[^;\n]{0,500}?\b_INetSmtpMail(?:Com)?\([ \t]*["']?(?<value>\$?[\w.-]+)/i,
      },
    ],
  },
];

export const rareLanguages: readonly Detector[] = rows.map(({ settings, ...row }) =>
  detector({ ...row, layer: 'application', format: 'lines', settings: settings.map((one) => inText(one)) }),
);
