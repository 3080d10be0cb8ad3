/** Mail clients on command lines: in shell scripts, Dockerfiles, CI files, crontabs. */
import { detector } from '../src/detect/detector.ts';
import { arg, call, named } from '../src/detect/matchers.ts';

export default detector({
  id: 'command-line',
  title: 'Mail on the command line',
  docs: 'https://curl.se/docs/manpage.html',
  layer: 'deployment',
  formats: ['bash', 'powershell'],
  keywords: ['smtp', 'swaks', 'sendemail', 'send-mailmessage', 'send-emailmessage'],
  recognises:
    '`curl smtp://…`, `swaks --server`, `sendemail -s`, `msmtp --host`, `git send-email --smtp-server`, `Send-MailMessage -SmtpServer`',
  settings: [
    call({ of: ['=swaks'], host: named('server', 's') }),
    call({ of: ['=sendemail', '=sendEmail'], host: named('s') }),
    call({ of: ['=msmtp'], host: named('host') }),
    call({ of: ['=git'], host: named('smtp-server') }),
    call({
      of: ['=curl'],
      host: named('url', 'u'),
      when: (site) =>
        site.call.args.some((argument) => argument.value.kind === 'text' && /^smtps?:/.test(argument.value.value)),
    }),
    call({
      of: ['=curl'],
      host: arg(0),
      when: (site) => {
        const url = site.call.args.find((argument) => argument.name === undefined)?.value;
        return url?.kind === 'text' && /^smtps?:/.test(url.value);
      },
    }),
    call({
      of: ['=Send-MailMessage', '=send-mailmessage', '=Send-EmailMessage'],
      host: named('SmtpServer', 'smtpserver', 'Server', 'Smtp'),
    }),
  ],
});
