/** CakePHP's transports, made or set by a program; `EmailTransport` of its configuration is read with the other frameworks'. */
import { textsOf } from '../../src/detect/building.ts';
import { detector, type Tools } from '../../src/detect/detector.ts';
import { arg, call, optionOf, options } from '../../src/detect/matchers.ts';
import type { Place, Value } from '../../src/evaluate/value.ts';
import type { Expr } from '../../src/model/expr.ts';
import type { CallSite } from '../../src/model/facts.ts';

/** Since version 4, and before. Subclasses count as well. */
const TRANSPORTS = ['Cake.Mailer.Transport.SmtpTransport', 'Cake.Network.Email.SmtpTransport'];

const SET = TRANSPORTS.map((name) => `${name}#setConfig`);

/** https://book.cakephp.org/5/en/core-libraries/email.html#configuring-transports; `tls` is STARTTLS, `ssl://` stands before the host. */
const OPTIONS = { host: ['host'], implicitTls: [], startTls: ['tls'] };

/** `'className' => 'Smtp'`, `SmtpTransport::class`, a subclass of it; `Debug` and `Mail` send nothing by SMTP. */
const isSmtp = (given: Expr, place: Place, tools: Tools): boolean =>
  tools.evaluate(optionOf(given, 'className'), place).some((value) => namesOf(value).some((name) => SMTP.test(name)));

const SMTP = /smtp(?:transport)?$/i;

/** A class is named by a text, or by what no text is known of. */
const namesOf = (value: Value): readonly string[] => [
  ...textsOf([value]),
  ...(value.kind === 'text' ? value.segments.flatMap((one) => (one.kind === 'hole' ? [one.hole.note] : [])) : []),
];

const isHost = ({ call: { args } }: CallSite): boolean =>
  args[0]?.value.kind === 'text' && args[0].value.value === 'host';

export default detector({
  id: 'cakephp',
  title: 'CakePHP’s transports',
  docs: 'https://book.cakephp.org/5/en/core-libraries/email.html',
  layer: 'application',
  formats: ['php'],
  keywords: ['smtptransport', 'transportfactory', 'configtransport'],
  recognises:
    '`TransportFactory::setConfig(…, $config)`, `new SmtpTransport($config)` and subclasses, `$transport->setConfig(…)`',
  settings: [
    options({ of: TRANSPORTS, options: arg(0), ...OPTIONS, implicit: 'localhost' }),
    options({ of: SET, options: arg(0), ...OPTIONS, where: ({ call: { args } }) => args.length === 1 }),
    call({ of: SET, host: arg(1), when: isHost, needs: [/->setConfig\(\s*['"]host['"]/] }),
    options({
      of: ['TransportFactory.setConfig', 'Email.setConfigTransport', 'Email.configTransport', 'Mailer.configTransport'],
      options: arg(1),
      ...OPTIONS,
      when: isSmtp,
    }),
  ],
});
