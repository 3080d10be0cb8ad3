/** Rust: lettre and mail-send. Source: lettre src/transport/smtp/{transport,async_transport,connection_url}.rs. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call, entriesWhere } from '../../../src/detect/matchers.ts';
import type { Transport } from '../../../src/model/setting.ts';

const transports = ['SmtpTransport', 'AsyncSmtpTransport'];
const built = (builder: string, transport: Transport | undefined) =>
  call({ of: transports.map((type) => `${type}.${builder}`), host: arg(0), transport });

export default detector({
  id: 'lettre',
  title: 'lettre, mail-send',
  docs: 'https://docs.rs/lettre',
  layer: 'application',
  formats: ['rust'],
  keywords: ['smtp', 'lettre', 'mail_send'],
  recognises:
    '`SmtpTransport::relay`, `starttls_relay`, `builder_dangerous`, `from_url`, `SmtpClient::new`, `SmtpClientBuilder::new`',
  settings: [
    // What each builder does: https://docs.rs/lettre/latest/lettre/transport/smtp/struct.SmtpTransport.html
    built('relay', 'implicit'),
    built('starttls_relay', 'starttls'),
    built('builder_dangerous', 'none'),
    built('builder', undefined),
    built('from_url', undefined),
    call({
      of: transports.map((type) => `${type}.unencrypted_localhost`),
      implicit: 'localhost',
      transport: 'none',
    }),
    // What `from_url` reads, wherever it is kept: smtp://, smtps://
    entriesWhere(({ value }) => value.kind === 'text' && /^smtps?:\/\/[^\s/]/.test(value.value)),
    call({ of: ['SmtpClient.new', 'SmtpClient.new_simple'], host: arg(0) }),
    // https://docs.rs/mail-send: STARTTLS unless `implicit_tls(true)`
    call({
      of: ['SmtpClientBuilder.new', 'mail_send.SmtpClientBuilder.new'],
      host: arg(0),
      port: arg(1),
      transport: 'starttls',
      tlsNames: { implicit_tls: 'implicit' },
    }),
  ],
});
