/** Lua, R, Julia, Nim: each with a library or two. */
import { detector, type Tools } from '../../../src/detect/detector.ts';
import { arg, call, named, options } from '../../../src/detect/matchers.ts';
import type { Place } from '../../../src/evaluate/value.ts';
import type { Expr } from '../../../src/model/expr.ts';
import type { CallSite } from '../../../src/model/facts.ts';
import { takesMailUrl } from './mail-url.ts';

const NIM = {
  of: ['newSmtp()#connect', 'newSmtp#connect', 'newAsyncSmtp()#connect', '*#connect'],
  host: arg(0),
  port: arg(1),
  needs: [/\bnew(?:Async)?Smtp\b/],
} as const;

const SEND_MAIL = ['send_mail', 'curl.send_mail'];

/** `newSmtp(useSsl = true)`: TLS from the start. */
const speaksTls = ({ call: { callee } }: CallSite, place: Place, tools: Tools): boolean =>
  callee.kind === 'member' &&
  tools
    .evaluate(callee.of, place)
    .some(
      (value) =>
        value.kind === 'structure' &&
        value.expr.kind === 'call' &&
        value.expr.args.some((one) => one.name === 'useSsl' && isTrue(one.value)),
    );

const isTrue = (value: Expr): boolean =>
  (value.kind === 'text' && value.value === 'true') || (value.kind === 'ref' && value.name === 'true');

export default detector({
  id: 'script-mail',
  title: 'Mail libraries of Lua, R, Julia and Nim',
  docs: 'https://lunarmodules.github.io/luasocket/smtp.html',
  layer: 'application',
  formats: ['plain'],
  keywords: ['smtp', 'resty.mail', 'blastula', 'emayili', 'mailr'],
  recognises:
    'LuaSocket’s `smtp.send`, rspamd’s `lua_smtp.sendmail`, `resty.mail`, R’s blastula, emayili, mailR and sendmailR, Julia’s `SMTPClient`, Nim’s `smtp`',
  settings: [
    // Lua
    options({
      of: ['socket.smtp.send', 'smtp.send'],
      options: arg(0),
      host: ['server'],
      port: ['port'],
      when: (_, { facts }) => facts.path.endsWith('.lua'),
    }),
    // https://rspamd.com/doc/lua/lua_smtp.html
    options({ of: ['lua_smtp.sendmail'], options: arg(0), host: ['host'], port: ['port'] }),
    options({
      of: ['resty.mail.new', 'mail.new'],
      options: arg(0),
      host: ['host'],
      port: ['port'],
      user: ['username'],
      password: ['password'],
      implicitTls: ['ssl'],
      startTls: ['starttls'],
    }),
    // R: https://pkgs.rstudio.com/blastula, https://datawookie.github.io/emayili
    call({
      of: [
        'creds',
        'creds_envvar',
        'create_smtp_creds_key',
        'create_smtp_creds_file',
        'blastula.creds',
        'blastula.creds_envvar',
      ],
      host: named('host'),
      port: named('port'),
      implicitTls: named('use_ssl'),
      when: ({ call: { args } }) => args.some(({ name }) => name === 'host'),
    }),
    call({ of: ['emayili.server', 'server'], host: arg(0, 'host'), port: arg(1, 'port'), needs: [/\bemayili\b/] }),
    // https://github.com/rpremraj/mailR, https://cran.r-project.org/package=sendmailR
    call({ of: ['list', 'sendmail_options'], host: named('smtpServer'), port: named('smtpPort') }),
    call({
      of: ['list'],
      host: named('host.name'),
      port: named('port'),
      implicitTls: named('ssl'),
    }),
    // https://cran.r-project.org/package=curl: R/email.R; without a scheme port 465 is smtps
    call({ of: SEND_MAIL, host: named('smtp_server'), startTls: named('use_ssl'), needs: [/\bsmtp_server\b/] }),
    call({
      of: SEND_MAIL,
      host: arg(3),
      startTls: arg(4, 'use_ssl'),
      needs: [/\bcurl\b/],
      when: ({ call: { args } }) => !args.some(({ name }) => name === 'smtp_server'),
    }),
    // Julia: https://github.com/aviks/SMTPClient.jl
    call({ of: ['send', 'SMTPClient.send'], host: arg(0), when: takesMailUrl(0) }),
    // Nim: https://nim-lang.org/docs/smtp.html
    call({ ...NIM, when: (...at) => !speaksTls(...at) }),
    call({ ...NIM, transport: 'implicit', when: speaksTls }),
  ],
});
