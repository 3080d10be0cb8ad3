/** Servers that are told the next hop by a property, a file of routes or a list of URLs. */
import { detector } from '../../src/detect/detector.ts';
import { entriesWhere, entry } from '../../src/detect/matchers.ts';
import { inText } from '../../src/detect/text-matches.ts';

export default [
  detector({
    id: 'hmailserver',
    title: 'hMailServer',
    docs: 'https://www.hmailserver.com/documentation/latest/?page=com_object_settings',
    layer: 'server',
    keywords: ['smtprelayer'],
    recognises: '`SMTPRelayer` of the settings of its COM object',
    settings: [
      inText({
        key: 'Settings.SMTPRelayer',
        host: /\.SMTPRelayer[ \t]{0,20}=[ \t]{0,20}(?<quote>["'])(?<value>[^"'\n]+)\k<quote>/i,
        port: /\.SMTPRelayerPort[ \t]{0,20}=[ \t]{0,20}(?<value>\d+)/i,
        whole: true,
      }),
    ],
  }),
  detector({
    id: 'masqmail',
    title: 'masqmail',
    docs: 'https://marmaro.de/prog/masqmail/docs/man/masqmail.route.5.html',
    layer: 'server',
    format: 'lines',
    files: ['*.route'],
    keywords: ['mail_host'],
    recognises: '`mail_host = "h:p"` of a route file',
    settings: [inText({ key: 'mail_host', host: /^[ \t]*mail_host[ \t]{0,20}=[ \t]{0,20}"?(?<value>[^"\s]+)/ })],
  }),
  // Version 2 has objects, version 3 URLs.
  detector({
    id: 'postal-server',
    title: 'Postal',
    docs: 'https://docs.postalserver.io/getting-started/configuration',
    layer: 'server',
    formats: ['yaml'],
    keywords: ['smtp_relays'],
    recognises: '`smtp_relays` of `postal.yml`, as URLs or by `hostname`',
    settings: [
      entriesWhere(({ path }) => path.at(-3) === 'smtp_relays' && path.at(-1) === 'hostname', {}, [/smtp_relays/]),
      entry(['smtp_relays']),
    ],
  }),
];
