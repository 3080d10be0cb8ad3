/**
 * Raku, Racket, Common Lisp, SAS, MATLAB, AutoIt: languages without a reader, in which a host counts where it stands beside the
 * function or option that takes it.
 */
import { type Detector, detector } from '../../../src/detect/detector.ts';
import { inText } from '../../../src/detect/text-matches.ts';

const QUOTED = String.raw`["'](?<value>[^"'\n]+)["']`;

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
    id: 'sas-mail',
    title: 'SAS',
    docs: 'https://documentation.sas.com/doc/en/pgmsascdc/9.4_3.5/lesysoptsref/n0auxvtqs47l3vn1v6vgkxqkwpnv.htm',
    files: ['*.sas', 'sasv9*.cfg', 'autoexec*.sas'],
    keywords: ['emailhost'],
    recognises: 'the options `EMAILHOST` and `EMAILPORT`',
    settings: [
      {
        key: 'EMAILHOST',
        host: /^[ \t]*(?:options\b[^*;]{0,500}?)?-?\bemailhost(?:[ \t]*=[ \t]*|[ \t]+)\(?["']?(?<value>[\w.-]+)/i,
        port: /\bemailport(?:[ \t]*=[ \t]*|[ \t]+)(?<value>\d+)/i,
        whole: true,
      },
    ],
  },
  {
    id: 'matlab-mail',
    title: 'MATLAB',
    docs: 'https://www.mathworks.com/help/matlab/ref/sendmail.html',
    files: ['*.m', '*.mlx'],
    keywords: ['smtp_server', 'mail.smtp.host'],
    recognises: '`setpref("Internet", "SMTP_Server", "h")`, `props.setProperty("mail.smtp.host", "h")`',
    settings: [
      {
        key: 'SMTP_Server',
        host: new RegExp(
          String.raw`^[^%\n]{0,500}?\bsetpref\([ \t]*["']Internet["'][ \t]*,[ \t]*["']SMTP_Server["'][ \t]*,[ \t]*${QUOTED}`,
        ),
        port: /["']mail\.smtp\.(?:socketFactory\.)?port["'][ \t]*,[ \t]*["'](?<value>\d+)/,
      },
      {
        key: 'mail.smtp.host',
        host: new RegExp(
          String.raw`^[^%\n]{0,500}?\.setProperty\([ \t]*["']mail\.smtp\.host["'][ \t]*,[ \t]*${QUOTED}`,
        ),
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
