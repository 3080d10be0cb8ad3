/** Rust: lettre and mail-send. Source: lettre src/transport/smtp/{transport,async_transport,connection_url}.rs. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call, entriesWhere } from '../../../src/detect/matchers.ts';

const transports = ['SmtpTransport', 'AsyncSmtpTransport'];
const builders = ['relay', 'starttls_relay', 'builder_dangerous', 'builder', 'from_url'];

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
    call({ of: transports.flatMap((type) => builders.map((builder) => `${type}.${builder}`)), host: arg(0) }),
    call({ of: transports.map((type) => `${type}.unencrypted_localhost`), implicit: 'localhost' }),
    // What `from_url` reads, wherever it is kept: smtp://, smtps://
    entriesWhere(({ value }) => value.kind === 'text' && /^smtps?:\/\/[^\s/]/.test(value.value)),
    call({ of: ['SmtpClient.new', 'SmtpClient.new_simple'], host: arg(0) }),
    call({ of: ['SmtpClientBuilder.new', 'mail_send.SmtpClientBuilder.new'], host: arg(0), port: arg(1) }),
  ],
});
