/** Lua, R, Julia, Nim: each with a library or two. */
import { detector } from '../../../src/detect/detector.ts';
import { arg, call, named, options } from '../../../src/detect/matchers.ts';
import { takesMailUrl } from './mail-url.ts';

export default detector({
  id: 'script-mail',
  title: 'Mail libraries of Lua, R, Julia and Nim',
  docs: 'https://lunarmodules.github.io/luasocket/smtp.html',
  layer: 'application',
  formats: ['plain'],
  keywords: ['smtp', 'resty.mail', 'blastula', 'emayili', 'mailr'],
  recognises:
    'LuaSocket’s `smtp.send`, `resty.mail`, R’s blastula, emayili, mailR and sendmailR, Julia’s `SMTPClient`, Nim’s `smtp`',
  settings: [
    // Lua
    options({ of: ['socket.smtp.send', 'smtp.send'], options: arg(0), host: ['server'], port: ['port'] }),
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
    call({ of: ['list'], host: named('smtpServer'), port: named('smtpPort') }),
    call({
      of: ['list'],
      host: named('host.name'),
      port: named('port'),
      implicitTls: named('ssl'),
    }),
    call({ of: ['send_mail', 'curl.send_mail'], host: named('smtp_server') }),
    // Julia: https://github.com/aviks/SMTPClient.jl
    call({ of: ['send', 'SMTPClient.send'], host: arg(0), when: takesMailUrl(0) }),
    // Nim: https://nim-lang.org/docs/smtp.html
    call({
      of: ['newSmtp()#connect', 'newSmtp#connect', 'newAsyncSmtp()#connect', '*#connect'],
      host: arg(0),
      port: arg(1),
      needs: [/\bnew(?:Async)?Smtp\b/],
    }),
  ],
});
