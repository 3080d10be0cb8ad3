/** Mail programs for the terminal: Emacs, mutt, s-nail, aerc, himalaya, alpine. */
import { detector } from '../../src/detect/detector.ts';
import { entriesWhere, entry } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';
import { withElsewhere } from './elsewhere.ts';

export default [
  detector({
    id: 'emacs',
    title: 'Emacs',
    docs: 'https://www.gnu.org/software/emacs/manual/html_node/smtpmail/Emacs-Speaks-SMTP.html',
    layer: 'client',
    format: 'lines',
    files: ['*.el', '.emacs', 'dot.emacs', 'dot-emacs', '_emacs', '.gnus'],
    keywords: [/smtpmail-(?:default-)?smtp-server\s+"/, 'x-message-smtp-method'],
    recognises:
      '`X-Message-SMTP-Method` of Gnus, `smtpmail-smtp-server`, `smtpmail-default-smtp-server` in `setq`, `setopt`, `customize`',
    settings: [
      inText({
        key: 'smtpmail-smtp-server',
        host: /^[^;\n]{0,500}?(?<![\w-])smtpmail-(?:default-)?smtp-server\s+"(?<value>[^"\n]+)"/,
        port: /(?<![\w-])smtpmail-(?:default-)?smtp-service\s+"?(?<value>\d+)/,
        whole: true,
      }),
      // https://www.gnu.org/software/emacs/manual/html_node/gnus/Posting-Styles.html, "Posting Server": method, host, port, user
      inText({
        key: 'X-Message-SMTP-Method',
        host: /^[^;\n]{0,500}?X-Message-SMTP-Method["']?:?\s+"?smtp\s+(?<value>[\w.-]+)/i,
        port: /X-Message-SMTP-Method["']?:?\s+"?smtp\s+[\w.-]+\s+(?<value>\d+)/i,
      }),
    ],
  }),
  detector({
    id: 'mutt',
    title: 'mutt, NeoMutt',
    docs: 'https://neomutt.org/guide/reference',
    layer: 'client',
    format: 'lines',
    files: [
      '*muttrc',
      '*muttrc.*',
      '**/*mutt/**/*.muttrc',
      '**/*mutt/**/{config,accounts,account*,*.conf,*.rc}',
      '**/.*mutt/**',
    ],
    keywords: ['smtp_url'],
    recognises: '`set smtp_url = "smtps://user@host:465"`',
    settings: [
      inText({
        key: 'smtp_url',
        macros: /^[ \t]*set[ \t]+(?<name>my_\w+)[ \t]*=[ \t]*["']?(?<value>[^\s"']+)/,
        host: /^[^\n#]*\bsmtp_url[ \t]*=[ \t]*["']?(?<value>[^\s"']+)/,
      }),
    ],
  }),
  detector({
    id: 's-nail',
    title: 's-nail, mailx',
    docs: 'https://www.sdaoden.eu/code.html#s-nail',
    layer: 'client',
    format: 'lines',
    files: ['.mailrc', 'mailrc', '*mailrc', 's-nail.rc', 'nail.rc', 'mail.rc', '.nailrc', 'mailrc.*'],
    keywords: [/\b(?:smtp|mta)\s*=/],
    recognises: '`set mta=smtps://…`, `set smtp=…` in `.mailrc`',
    settings: [
      inText({ key: 'mta', host: /^[^\n#]*\bmta[ \t]*=[ \t]*["']?(?<value>(?:smtps?|submissions?):\/\/[^\s"']+)/ }),
      inText({ key: 'smtp', host: /^[^\n#]*\bsmtp[ \t]*=[ \t]*["']?(?<value>[^\s"']+)/ }),
    ],
  }),
  detector({
    id: 'aerc',
    title: 'aerc',
    docs: 'https://man.sr.ht/~rjarry/aerc/configurations/smtp.md',
    layer: 'client',
    format: 'ini',
    files: ['accounts.conf', 'accounts.conf.*'],
    keywords: ['outgoing'],
    recognises: '`outgoing = smtps://…` in `accounts.conf`',
    settings: [
      entriesWhere(
        ({ path, value }) =>
          path.at(-1) === 'outgoing' && value.kind === 'text' && /^smtps?(\+\w[\w-]*)?:/.test(value.value),
      ),
    ],
  }),
  detector({
    id: 'himalaya',
    title: 'himalaya',
    docs: 'https://github.com/pimalaya/himalaya',
    layer: 'client',
    // Templates of other names than the file's are read as INI, which it is like.
    formats: ['toml', 'ini'],
    keywords: ['message.send', 'smtp'],
    recognises: '`message.send.backend.host`, `smtp.server` of an account',
    settings: [
      // `tls` is TLS from the first byte there (config.sample.toml).
      withElsewhere(entry(['message.send.backend.host']), {
        tls: (key) => ['encryption', 'encryption.type'].map((name) => key.replace(/host$/, name)),
        words: { tls: 'ssl', 'start-tls': 'starttls', none: 'none' },
      }),
      entry(['accounts.*.smtp.server', 'accounts.*.smtp-host']),
    ],
  }),
  detector({
    id: 'mailsend',
    title: 'mailsend',
    docs: 'https://github.com/muquit/mailsend-go',
    layer: 'client',
    keywords: [/-smtp\s+\S+\s+-port/],
    recognises: '`-smtp host -port n`',
    settings: [
      inText({
        key: '-smtp',
        host: /[\s"'`]-smtp[ \t]+["']?(?<value>[^\s"'`]+)["']?[ \t]+-port\b/,
        port: /-port[ \t]+(?<value>\d+)/,
      }),
    ],
  }),
  detector({
    id: 'alpine',
    title: 'Alpine',
    docs: 'https://alpineapp.email/',
    layer: 'client',
    format: 'lines',
    files: ['.pinerc', 'pine.conf', 'pinerc', '*.pinerc'],
    keywords: ['smtp-server'],
    recognises: '`smtp-server=host:587/user=u/tls`',
    settings: [
      inText({
        key: 'smtp-server',
        host: /^[ \t]*smtp-server[ \t]*=[ \t]*"?(?<value>[^\s"/,]+)/,
        user: /\/user=(?<value>[^\s/,"]+)/,
      }),
    ],
  }),
];
