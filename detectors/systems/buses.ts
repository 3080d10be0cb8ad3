/** Message brokers and buses: where an endpoint that sends mail names its server. A row a product. */
import { type Detector, detector } from '../../src/detect/detector.ts';
import { beside } from '../../src/detect/neighbours.ts';
import { inText } from '../../src/detect/text-matches.ts';

const ATTRIBUTE = String.raw`\bhost[ \t]*=[ \t]*["'](?<value>[^"'\n]+)["']`;
const PORT = /\bport[ \t]*=[ \t]*["'](?<value>[^"'\n]+)["']/;

export const buses: readonly Detector[] = [
  // Elements by their usual prefixes; "outbound-endpoint" of http and jms have none of them.
  detector({
    id: 'mule',
    title: 'Mule 3, Spring Integration',
    docs: 'https://docs.mulesoft.com/mule-runtime/3.9/smtp-transport-reference',
    layer: 'application',
    formats: ['xml'],
    keywords: [/<smtps?:/, 'mail:outbound-channel-adapter'],
    recognises: '`<smtp:outbound-endpoint host="h" port="25">`, `<int-mail:outbound-channel-adapter host="h">`',
    settings: [
      inText({
        key: 'smtp:outbound-endpoint.host',
        host: new RegExp(String.raw`<smtps?:outbound-endpoint\b[^<>]{0,500}?${ATTRIBUTE}`),
        block: /<smtps?:outbound-endpoint\b/,
        port: PORT,
      }),
      // https://docs.spring.io/spring-integration/reference/mail.html
      inText({
        key: 'mail:outbound-channel-adapter.host',
        host: new RegExp(String.raw`<(?:int-)?mail:outbound-channel-adapter\b[^<>]{0,500}?${ATTRIBUTE}`),
        block: /<(?:int-)?mail:outbound-channel-adapter\b/,
        port: PORT,
      }),
    ],
  }),
  detector({
    id: 'camel-kamelet',
    title: 'Camel’s mail-sink',
    docs: 'https://camel.apache.org/camel-kamelets/latest/mail-sink.html',
    layer: 'application',
    formats: ['yaml', 'json'],
    keywords: ['mail-sink'],
    recognises: '`ref.name: mail-sink` beside `properties.connectionHost`, `kamelet:mail-sink` beside `parameters`',
    settings: [
      beside({
        says: ['ref'],
        named: 'name',
        is: /^mail-sink$/,
        host: ['properties.connectionHost'],
        port: ['properties.connectionPort'],
      }),
      beside({
        says: ['uri'],
        is: /^kamelet:mail-sink$/,
        host: ['parameters.connectionHost'],
        port: ['parameters.connectionPort'],
      }),
    ],
  }),
  // Informatica's command reference, "UpdateSMTPOptions": -ServerAddress (-sa), -ServerPort (-sp)
  detector({
    id: 'informatica',
    title: 'Informatica',
    docs: 'https://docs.informatica.com/data-engineering/data-engineering-integration/10-5/command-reference/infacmd-isp-command-reference/updatesmtpoptions.html',
    layer: 'application',
    keywords: ['updatesmtpoptions'],
    recognises: '`infacmd isp UpdateSMTPOptions -sa h -sp 25`',
    settings: [
      inText({
        key: 'UpdateSMTPOptions.ServerAddress',
        host: /\bUpdateSMTPOptions\b(?:[^\n\\]|\\\r?\n){0,300}?[ \t]-(?:sa|ServerAddress)[ \t]+["']?(?<value>[\w.${}-]+)/,
        block: /\bUpdateSMTPOptions\b/,
        port: /[ \t]-(?:sp|ServerPort)[ \t]+["']?(?<value>\d+)/,
        user: /[ \t]-(?:su|ServerUser)[ \t]+["']?(?<value>[^\s"']+)/,
      }),
    ],
  }),
];
