/** C and C++: libcurl, libesmtp, VMime, POCO, SimpleMail for Qt, mailio, Chilkat, ESP Mail Client. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call, property } from '../../../src/detect/matchers.ts';
import { takesMailUrl } from './mail-url.ts';

export default detector({
  id: 'c-mail',
  title: 'C and C++ mail libraries',
  docs: 'https://curl.se/libcurl/c/smtp-mail.html',
  layer: 'application',
  formats: ['plain'],
  keywords: ['smtp', 'mailman', 'vmime', 'simplemail'],
  recognises:
    '`CURLOPT_URL` with an `smtp://` URL, `smtp_set_server`, VMime’s `url`, POCO’s `SMTPClientSession`, SimpleMail’s `SmtpClient` and `Server`, mailio’s `smtp`, Chilkat’s `SmtpHost`, ESP Mail Client’s `host_name`',
  settings: [
    call({ of: ['curl_easy_setopt'], host: arg(2), when: takesMailUrl(2) }),
    // https://libesmtp.github.io/api/smtp_set_server.html: "host:port"
    call({ of: ['smtp_set_server'], host: arg(1) }),
    // https://www.vmime.org: utility::url("smtp://h"), or protocol, host and port
    call({
      of: ['vmime.utility.url', 'utility.url'],
      host: arg(0),
      when: takesMailUrl(0),
    }),
    call({
      of: ['vmime.utility.url', 'utility.url'],
      host: arg(1),
      port: arg(2),
      when: ({ call: { args } }) => args[0]?.value.kind === 'text' && /^smtps?$/.test(args[0].value.value),
    }),
    // https://docs.pocoproject.org/current/Poco.Net.SMTPClientSession.html
    call({
      of: ['SMTPClientSession', 'Poco.Net.SMTPClientSession', 'Net.SMTPClientSession'],
      host: arg(0),
      port: arg(1),
      transport: 'none',
    }),
    call({
      of: ['SecureSMTPClientSession', 'Poco.Net.SecureSMTPClientSession', 'Net.SecureSMTPClientSession'],
      host: arg(0),
      port: arg(1),
    }),
    // https://github.com/bluetiger9/SmtpClient-for-Qt
    call({
      of: ['SmtpClient', 'SimpleMail.Sender', 'Sender'],
      host: arg(0),
      port: arg(1),
      needs: [/SmtpClient|SimpleMail/],
    }),
    call({
      of: ['SimpleMail.Server#setHost', 'Server#setHost', 'SmtpClient#setHost', 'QxtSmtp#connectToHost'],
      host: arg(0),
      needs: [/SimpleMail|SmtpClient|QxtSmtp/],
    }),
    // https://github.com/karastojko/mailio
    call({ of: ['mailio.smtp', 'smtp'], host: arg(0), port: arg(1), needs: [/\bmailio\b/], transport: 'none' }),
    call({ of: ['mailio.smtps', 'smtps'], host: arg(0), port: arg(1), needs: [/\bmailio\b/] }),
    // https://www.chilkatsoft.com/refdoc/vcCkMailManRef.html
    call({ of: ['*#put_SmtpHost', '*#putSmtpHost'], host: arg(0) }),
    call({ of: ['CkMailMan_putSmtpHost'], host: arg(1) }),
    property({ of: ['*#SmtpHost'] }),
    // https://github.com/mobizt/ESP-Mail-Client
    property({ of: ['*#host_name'], strict: true }),
    call({ of: ['*#setSMTPServer'], host: arg(0) }),
  ],
});
