/** Files that commands which send mail are told in: curl's configuration, commands that mail is piped to. */
import { detector } from '../../src/detect/detector.ts';
import { inText } from '../../src/detect/text-matches.ts';

export default [
  detector({
    id: 'curl-config',
    title: 'curl’s configuration',
    docs: 'https://curl.se/docs/manpage.html#-K',
    layer: 'client',
    format: 'lines',
    files: ['.curlrc', '_curlrc', 'curlrc', '*.curl', '*.curlrc', '*curl*.{conf,cfg,config}'],
    keywords: ['smtp'],
    recognises: '`url = "smtp://h:25"`',
    settings: [
      inText({
        key: 'url',
        host: /^[ \t]*(?:--)?url(?:[ \t]*[=:][ \t]*|[ \t]+)["']?(?<value>smtps?:\/\/[^\s"']+)/,
      }),
    ],
  }),
  detector({
    id: 'mail-pipe',
    title: 'Commands that mail is piped to',
    docs: 'https://www.postfix.org/aliases.5.html',
    layer: 'server',
    format: 'lines',
    files: [
      'aliases',
      '**/aliases.d/*',
      '.forward',
      'dot.forward',
      '.qmail*',
      'dot.qmail*',
      '.mailfilter',
      '.fetchmailrc',
    ],
    keywords: ['sendemail', 'swaks', 'msmtp', 'mailx', 's-nail', 'curl'],
    recognises: '`|msmtp --host=h`, `|sendemail -s h`, `|swaks --server h`, `|curl smtp://h` in aliases and their like',
    settings: [
      inText({
        key: 'pipe',
        host: /^[^#\n]{0,500}?\b(?:msmtp\b[^\n]{0,300}?--host[= ]|sendemail\b[^\n]{0,300}?[ \t]-s[ \t]+|swaks\b[^\n]{0,300}?[ \t](?:--server|-s)[= \t]+|(?:mailx|s-nail)\b[^\n]{0,300}?-S[ \t]*(?:mta|smtp)=|curl\b[^\n]{0,300}?(?=smtps?:\/\/))["']?(?<value>[^\s"'\\]+)/i,
      }),
    ],
  }),
];
