/**
 * Haskell, OCaml, Clojure, Tcl: no reader knows how their arguments are written, so that a host counts where it stands beside
 * the function that takes it.
 */
import { detector } from '../../../src/detect/detector.ts';
import { inText } from '../../../src/detect/text-matches.ts';
import { handsOver } from './smtp-dialogue.ts';

const haskell = detector({
  id: 'haskell-mail',
  title: 'Haskell mail libraries',
  docs: 'https://hackage.haskell.org/package/smtp-mail',
  layer: 'application',
  format: 'lines',
  files: ['*.hs', '*.lhs'],
  keywords: ['smtp'],
  recognises: '`sendMail "h"` of smtp-mail, `doSMTP "h"` of HaskellNet, and their like for other ports and TLS',
  settings: [
    // https://hackage.haskell.org/package/smtp-mail/docs/Network-Mail-SMTP.html
    inText({
      key: 'sendMail',
      host: /(?<![\w'])(?:sendMail|sendMailWithLogin|sendMailSTARTTLS|sendMailTLS|sendMailWithLoginSTARTTLS|sendMailWithLoginTLS|connectSMTP|connectSMTPS|connectSMTPSTARTTLS)'?[ \t]+"(?<value>[^"\n]+)"/,
      port: /(?:sendMail\w*|connectSMTP\w*)'[ \t]+"[^"\n]+"[ \t]+\(?(?<value>\d+)/,
    }),
    // https://hackage.haskell.org/package/HaskellNet-SSL
    inText({
      key: 'doSMTP',
      host: /(?<![\w'])doSMTP(?:Port|SSL|STARTTLS|SSLWithSettings|STARTTLSWithSettings)?[ \t]+"(?<value>[^"\n]+)"/,
      port: /doSMTPPort[ \t]+"[^"\n]+"[ \t]+(?<value>\d+)/,
      implicitTls: /(?<value>doSMTPSSL)/,
      startTls: /(?<value>doSMTPSTARTTLS)/,
    }),
  ],
});

const ocaml = detector({
  id: 'ocaml-mail',
  title: 'OCaml mail libraries',
  docs: 'https://github.com/oxidizing/letters',
  layer: 'application',
  format: 'lines',
  files: ['*.ml', '*.mli', '*.re'],
  keywords: ['smtp', 'letters'],
  recognises: '`~hostname:"h"` of Letters, `~addr:"h"` of netstring’s SMTP client',
  settings: [
    inText({
      key: 'Letters.Config.hostname',
      host: /^(?![ \t]*\(\*)[^\n]{0,500}?~hostname:[ \t]*"(?<value>[^"\n]+)"/,
      port: /set_port[ \t]+\(Some[ \t]+(?<value>\d+)\)/,
      whole: true,
      when: (text) => /\bLetters\b/.test(text),
    }),
  ],
});

const clojure = detector({
  id: 'clojure-mail',
  title: 'Clojure mail libraries',
  docs: 'https://github.com/drewr/postal',
  layer: 'application',
  format: 'lines',
  files: ['*.clj', '*.cljc', '*.edn', '*.bb'],
  keywords: ['postal', ':smtp', 'smtp-host', 'send-message'],
  recognises: '`:host "h"` where postal sends messages, `:smtp {:host "h"}`, `:smtp-host "h"`',
  settings: [
    inText({
      key: 'postal.host',
      host: /:host[ \t]+"(?<value>[^"\n]+)"/,
      port: /:port[ \t]+(?<value>\d+)/,
      implicitTls: /:ssl[ \t]+(?<value>true|:yes)/,
      startTls: /:tls[ \t]+(?<value>true|:yes)/,
      when: (text) => /\bpostal\b|\bsend-message\b/.test(text),
    }),
    inText({
      key: 'smtp.host',
      host: /:(?:smtp|mail|email|mailer)[ \t]*\{[^{}]{0,400}?:(?:host|server)[ \t]+"(?<value>[^"\n]+)"/,
      port: /:port[ \t]+(?<value>\d+)/,
      strict: true,
    }),
    inText({
      key: 'smtp-host',
      host: /:(?:smtp|mail|email)-(?:host|server)[ \t]+"(?<value>[^"\n]+)"/,
      port: /:(?:smtp|mail|email)-port[ \t]+"?(?<value>\d+)/,
      block: /^\(/,
    }),
  ],
});

const tcl = detector({
  id: 'tcl-mail',
  title: 'Tcl’s smtp package',
  docs: 'https://core.tcl-lang.org/tcllib/doc/trunk/embedded/md/tcllib/files/modules/mime/smtp.md',
  layer: 'application',
  format: 'lines',
  files: ['*.tcl', '*.tm', '*.exp'],
  keywords: ['smtp', 'mail from'],
  recognises:
    '`-servers` of `smtp::sendmessage`; `spawn telnet h 25` of a script of Expect that says `HELO`, `MAIL FROM` and `DATA`',
  settings: [
    inText({
      key: 'smtp::sendmessage.servers',
      block: /\bsmtp::sendmessage\b/,
      macros: /(?:^|[\s;])set[ \t]+(?<name>\w+)[ \t]+["{]?(?<value>[^\s"{}$[\]]+)/,
      host: /(?<!\w)-servers[ \t]+(?:\[list[ \t]+|["{])?(?<value>[^\s\]"}]+)/,
      port: /(?<!\w)-ports[ \t]+(?:\[list[ \t]+|["{])?(?<value>\d+)/,
      when: (text) => /\bsmtp::sendmessage\b/.test(text),
    }),
    // https://core.tcl-lang.org/expect/
    inText({
      key: 'spawn',
      macros: /(?:^|[\s;])set[ \t]+(?<name>\w+)[ \t]+["{]?(?<value>[^\s"{}$[\]]+)/,
      host: /\bspawn[ \t]+(?:-noecho[ \t]+)?(?:telnet|nc|ncat|netcat)[ \t]+(?<value>[^\s;]+)[ \t]+\S+/,
      port: /\bspawn[ \t]+(?:-noecho[ \t]+)?(?:telnet|nc|ncat|netcat)[ \t]+\S+[ \t]+(?<value>\d+)/,
      when: handsOver,
    }),
  ],
});

export const functional = [haskell, ocaml, clojure, tcl];
