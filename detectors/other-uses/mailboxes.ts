/** Mailboxes that a program reads, by IMAP or POP: their server is no relay, also where its variable is called `MAIL_HOST`. */
import { detector } from '../../src/detect/detector.ts';
import { arg, call, named, options } from '../../src/detect/matchers.ts';

export default detector({
  id: 'mailboxes',
  title: 'Mailboxes that are read',
  docs: 'https://www.rfc-editor.org/rfc/rfc9051',
  layer: 'application',
  formats: ['python', 'javascript', 'ruby', 'php', 'csharp', 'go', 'perl', 'rust'],
  keywords: [
    ...['imaplib', 'poplib', 'imapclient', 'imap_tools'],
    ...['imapflow', 'node-imap', 'imap-simple', /(?:require\(|from )["']imap["']/],
    ...['net/imap', 'net/pop', 'imap_open', 'mailkit.net.imap', 'mailkit.net.pop3', 'emersion/go-imap'],
    ...['mail::imapclient', 'net::imap::simple'],
  ],
  noRelay: true,
  recognises:
    'No relays: `imaplib.IMAP4_SSL(host)`, `poplib`, imapclient, ImapFlow, `Net::IMAP.new`, `imap_open`, MailKit’s `ImapClient`, go-imap and others; a `MAIL_HOST` that only they read is none either',
  settings: [
    // https://docs.python.org/3/library/imaplib.html, poplib.html, https://imapclient.readthedocs.io, https://github.com/ikvk/imap_tools
    call({
      of: [
        'imaplib.IMAP4',
        'imaplib.IMAP4_SSL',
        'poplib.POP3',
        'poplib.POP3_SSL',
        'imapclient.IMAPClient',
        'imap_tools.MailBox',
        'imap_tools.MailBoxUnencrypted',
        'aioimaplib.IMAP4_SSL',
        'aioimaplib.IMAP4',
      ],
      host: arg(0, 'host'),
    }),
    // https://imapflow.com, https://github.com/mscdex/node-imap, https://github.com/chadxz/imap-simple
    options({ of: ['ImapFlow', 'imapflow.ImapFlow', 'imap', 'Imap', 'node-imap'], host: ['host'] }),
    options({ of: ['imap-simple.connect'], host: ['imap.host'] }),
    // https://ruby-doc.org/stdlib/libdoc/net/imap/rdoc/Net/IMAP.html, Net::POP3
    call({ of: ['Net.IMAP.new', 'Net.POP3.new', 'Net.POP3.start', 'Net.POP.new'], host: arg(0, 'address') }),
    // https://www.php.net/manual/function.imap-open.php
    call({ of: ['imap_open'], host: arg(0, 'mailbox') }),
    // MailKit/MailService.cs
    call({
      of: ['ImapClient', 'Pop3Client'].flatMap((client) => [`${client}#Connect`, `${client}#ConnectAsync`]),
      host: arg(0, 'host'),
    }),
    // https://pkg.go.dev/github.com/emersion/go-imap/client, …/v2/imapclient
    call({
      of: ['client', 'imapclient'].flatMap((name) =>
        ['Dial', 'DialTLS', 'DialStartTLS', 'DialInsecure'].map((dial) => `${name}.${dial}`),
      ),
      host: arg(0),
      needs: [/go-imap/],
    }),
    // https://metacpan.org/pod/Mail::IMAPClient, Net::IMAP::Simple, Net::POP3
    call({ of: ['Mail.IMAPClient.new'], host: named('Server') }),
    call({ of: ['Net.IMAP.Simple.new', 'Net.IMAP.Simple.SSL.new'], host: arg(0) }),
  ],
});
