/** SmtpJS hands its options to a web service that opens the SMTP connection: https://smtpjs.com/ */
import { detector } from '../../../src/detect/detector.ts';
import { arg, hasOption, options } from '../../../src/detect/matchers.ts';

export default detector({
  id: 'smtpjs',
  title: 'SmtpJS',
  docs: 'https://smtpjs.com/',
  layer: 'application',
  formats: ['javascript'],
  keywords: ['email.send('],
  recognises: '`Email.send({ Host, Username, Password })`',
  settings: [
    options({
      of: ['=Email.send'],
      options: arg(0),
      host: ['Host'],
      port: ['Port'],
      user: ['Username'],
      password: ['Password'],
      when: (given, place, tools) => hasOption(given, 'Host', place, tools),
    }),
  ],
});
