/** Ruby: ActionMailer, the mail gem, Net::SMTP, Pony, Hanami. Sources: rails actionmailer/lib/action_mailer/delivery_methods.rb, ruby/net-smtp lib/net/smtp.rb, mikel/mail. */
import { assignedOptions } from '../../src/detect/assigned-options.ts';
import { detector } from '../../src/detect/detector.ts';
import type { EntryFact } from '../../src/detect/entries.ts';
import { anyBeside, arg, call, entriesWhere, entry, named, options } from '../../src/detect/matchers.ts';
import type { Expr, MemberExpr } from '../../src/model/expr.ts';
import type { CallSite } from '../../src/model/facts.ts';

/** `ActionMailer::Base.send(:"#{key}=", value)` over all keys of a configuration: `smtp_settings` is one of them. */
const setsAnyOption = ({ call: { args } }: CallSite): boolean => {
  const name = args[0]?.value;
  const last = name?.kind === 'join' ? name.parts.at(-1) : undefined;
  return last?.kind === 'text' && last.value === '=';
};

/** `delivery_method :smtp, address: "h"`, as against `delivery_method :smtp, settings`. */
const hasKeywords = ({ call: { args } }: CallSite): boolean => args.some((one) => one.name !== undefined);

/** `mail.delivery_method.settings.merge!(tenant.settings)`: https://guides.rubyonrails.org/action_mailer_basics.html#using-action-mailer-callbacks */
const isOfDelivery = ({ call: { callee } }: CallSite): boolean =>
  callee.kind === 'member' && isMember(callee.of, 'settings') && isMember(callee.of.of, 'delivery_method');

const isMember = (expr: Expr, name: string): expr is MemberExpr =>
  expr.kind === 'member' && expr.key.kind === 'text' && expr.key.value === name;

const MERGE = ['*#merge!', '*#update', '*#reverse_merge!'];

const SEND = ['ActionMailer.Base.send', 'ActionMailer.Base.public_send', 'ActionMailer.Base.__send__'];

const beside = {
  port: ['port'],
  user: ['user_name', 'username', 'user'],
  password: ['password'],
  startTls: ['enable_starttls', 'enable_starttls_auto'],
  implicitTls: ['ssl', 'tls'],
};

/** mikel/mail lib/mail/network/delivery_methods/smtp.rb: `tls` and `ssl` are one. */
const tlsNames = { tls: 'implicit', ssl: 'implicit' } as const;

/** ruby/net-smtp lib/net/smtp.rb: `enable_ssl` is another name of `enable_tls`. */
const NET_SMTP = {
  enable_tls: 'implicit',
  enable_ssl: 'implicit',
  enable_starttls: 'starttls',
  enable_starttls_auto: 'starttls',
} as const;

/** What ActionMailer's SMTP settings have and nothing else has (lib/action_mailer/base.rb): they are read from a file of any name. */
const isSmtpSettings = ({ path, siblings }: EntryFact): boolean =>
  path.at(-1)?.replace(/^:/, '') === 'address' && hasTls(siblings) && hasPort(siblings);

const hasTls = anyBeside(({ key }) => /^:?enable_starttls(?:_auto)?$|^:?openssl_verify_mode$/.test(key));
const hasPort = anyBeside(({ key }) => /^:?port$/.test(key));

export default detector({
  id: 'rails',
  title: 'Ruby mailers',
  docs: 'https://guides.rubyonrails.org/action_mailer_basics.html#action-mailer-configuration',
  layer: 'application',
  formats: ['ruby', 'yaml'],
  keywords: ['smtp', 'delivery_method', 'pony', 'via_options', 'enable_starttls', /delivery\s+:smtp/],
  recognises:
    '`smtp_settings` of ActionMailer, `delivery_method :smtp, address:`, `Net::SMTP.start`, `Mail::SMTP.new`, Pony, Redmine’s `email_delivery`',
  settings: [
    entry(
      [
        'smtp_settings.address',
        'smtp_settings=.address',
        'email_delivery.smtp_settings.address',
        'delivery_method_options.address',
        'via_options.address',
        'smtp_options.address',
      ],
      { tlsNames },
    ),
    entriesWhere(isSmtpSettings, { strict: true, tlsNames }, [/enable_starttls|openssl_verify_mode/]),
    assignedOptions({
      to: ['smtp_settings', 'smtp_settings=', 'delivery_method_options'],
      host: 'address',
      port: 'port',
      user: 'user_name',
      password: 'password',
    }),
    call({
      of: ['Net.SMTP.start', 'Net.SMTP.new', 'SMTP.start'],
      host: arg(0, 'address'),
      port: arg(1, 'port'),
      user: named('user'),
      password: named('secret'),
      implicitTls: named('tls', 'ssl'),
      startTls: named('starttls'),
      tlsNames: NET_SMTP,
    }),
    options({
      of: ['*#delivery_method', '=delivery_method', 'Mail.delivery_method'],
      options: arg(1),
      host: ['address'],
      ...beside,
    }),
    options({ of: ['*#delivery_method', '=delivery_method'], where: hasKeywords, host: ['address'], ...beside }),
    options({
      of: MERGE,
      where: (site) => isOfDelivery(site) && !hasKeywords(site),
      options: arg(0),
      host: ['address'],
      ...beside,
      needs: [/\bdelivery_method\.settings\b/],
    }),
    options({
      of: MERGE,
      where: (site) => isOfDelivery(site) && hasKeywords(site),
      host: ['address'],
      ...beside,
      needs: [/\bdelivery_method\.settings\b/],
    }),
    // Hanami 1: https://guides.hanamirb.org/v1.3/mailers/delivery/
    options({ of: ['=delivery'], where: hasKeywords, host: ['address'], ...beside }),
    options({ of: ['Mail.SMTP.new', 'Mail.SMTP'], options: arg(0), host: ['address'], ...beside }),
    options({ of: ['Mail.SMTP.new'], host: ['address'], ...beside }),
    call({ of: SEND, host: arg(1), when: setsAnyOption }),
    options({ of: SEND, options: arg(1), host: ['address'], ...beside }),
    options({ of: ['Pony.mail', 'Pony.options'], options: named('via_options'), host: ['address'], ...beside }),
    options({ of: ['=mail'], options: named('delivery_method_options'), host: ['address'], ...beside }),
  ],
});
