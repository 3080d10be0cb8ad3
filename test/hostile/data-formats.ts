/**
 * Data files that send mail through a relay that is not approved, in spellings that hide it: those of each format itself,
 * of encodings, of addresses and of file names. Each must be stopped.
 */
import type { Files } from '../repository.ts';
import { EVIL, OLD } from './changes.ts';

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le');
const be = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

export const dataFormats: Readonly<Record<string, Files>> = {
  // Env files.
  'env-export': { '.env': `export SMTP_HOST=${EVIL}\n` },
  'env-ansi-c-quote': { '.env': `A=1\nSMTP_HOST = '${EVIL}' # x\n` },
  'env-cr-only': { '.env': `A=1\rSMTP_HOST=${EVIL}\rB=2\r` },
  'env-mixed-ends': { '.env': `A=1\r\r\nSMTP_HOST=${EVIL}\r\r\n` },
  'env-bom-inside': { '.env': `A=1\n\uFEFFSMTP_HOST=${EVIL}\n` },
  'env-two-boms': { '.env': `\uFEFF\uFEFFSMTP_HOST=${EVIL}\n` },
  'env-utf16le-bare': { '.env': utf16(`SMTP_HOST=${EVIL}\n`) },
  'env-utf16be-bare': { '.env': be(`SMTP_HOST=${EVIL}\n`) },
  'env-nul-middle': { '.env': `A=1\0\nSMTP_HOST=${EVIL}\nB=\0\n` },
  'env-nul-in-host': { '.env': `SMTP_HOST=${OLD}\0\n` },
  'env-capital-name': { '.ENV': `SMTP_HOST=${EVIL}\n` },
  'env-vertical-tab': { '.env': `A=1\vB=2\n\fSMTP_HOST=${EVIL}\n` },
  'env-nbsp': { '.env': `\u00a0SMTP_HOST=${EVIL}\n` },
  'env-multiline-quote': { '.env': `NOTE="a\nb\n"\nSMTP_HOST=${EVIL}\n` },
  'env-unclosed-quote': { '.env': `NOTE="it is\nSMTP_HOST=${EVIL}\n` },
  'env-refers': { '.env': `X=${EVIL}\nSMTP_HOST=\${X}\n` },
  'env-refers-default': { '.env': `SMTP_HOST=\${NOBODY:-${EVIL}}\n` },
  'env-line-continued': { 'deploy/run.sh': `export SMTP_HOST=smtp.evil-\\\ncorp.com\n` },

  // YAML.
  'yaml-tags': { 'app/config.yml': `smtp: !!map\n  host: !!str ${EVIL}\n` },
  'yaml-own-tag': { 'app/config.yml': `smtp: !mail\n  host: !secret-free ${EVIL}\n` },
  'yaml-merge': { 'app/config.yml': `d: &d {host: ${EVIL}}\nsmtp:\n  <<: *d\n  port: 25\n` },
  'yaml-merge-list': { 'app/config.yml': `a: &a {port: 25}\nd: &d {host: ${EVIL}}\nsmtp:\n  <<: [*a, *d]\n` },
  'yaml-binary': { 'app/config.yml': `smtp:\n  host: !!binary ${b64(OLD)}\n` },
  'yaml-complex-key': { 'app/config.yml': `smtp:\n  ? host\n  : ${EVIL}\n` },
  'yaml-second-document': {
    'app/config.yml': `smtp:\n  host: new-relay.corp.example\n...\n---\nsmtp:\n  host: ${EVIL}\n`,
  },
  'yaml-duplicate': { 'app/config.yml': `smtp:\n  host: new-relay.corp.example\n  host: ${EVIL}\n` },
  'yaml-duplicate-first': { 'app/config.yml': `smtp:\n  host: ${EVIL}\n  host: new-relay.corp.example\n` },
  'yaml-duplicate-parent': { 'app/config.yml': `smtp:\n  host: ${EVIL}\nsmtp:\n  port: 25\n` },
  'yaml-escaped': { 'app/config.yml': `smtp:\n  "h\\x6fst": "smtp.\\u0065vil-corp.com"\n` },
  'yaml-folded': { 'app/config.yml': `smtp:\n  host: >-\n    ${EVIL}\n` },
  'yaml-quoted-continued': { 'app/config.yml': `smtp:\n  host: "smtp.evil-\\\n    corp.com"\n` },
  'yaml-tabs': { 'app/config.yml': `smtp:\n\thost: ${EVIL}\n` },
  'yaml-nel': { 'app/config.yml': `a: 1\u2028smtp:\n  host: ${EVIL}\n` },
  'yaml-percent': { 'app/config.yml': `%YAML 1.2\n---\nsmtp:\n  host: ${EVIL}\n` },
  'yaml-flow-nospace': { 'app/config.yml': `{"smtp":{"host":"${EVIL}"}}\n` },
  'yaml-alias-scalar': { 'app/config.yml': `x: &h ${EVIL}\nsmtp: {host: *h}\n` },
  'yaml-broken-above': { 'app/config.yml': `a: [1, 2\nb: }\nsmtp:\n  host: ${EVIL}\n` },

  // JSON.
  'json-duplicate': { 'app/c.json': `{"smtp":{"host":"new-relay.corp.example","host":"${EVIL}"}}` },
  'json-duplicate-first': { 'app/c.json': `{"smtp":{"host":"${EVIL}","host":"new-relay.corp.example"}}` },
  'json-escapes': { 'app/c.json': `{"smtp":{"h\\u006fst":"smtp.\\u0065vil-corp.com"}}` },
  'json-escaped-parent': { 'app/c.json': `{"\\u0073mtp":{"\\u0068ost":"\\u0073mtp.evil-corp.com"}}` },
  json5: { 'app/c.json5': `{ // mail\n smtp: { host: 'smtp.\\\nevil-corp.com', }, }` },
  'json-lines': { 'app/c.jsonl': `{"a":1}\n{"smtp":{"host":"${EVIL}"}}\n` },
  'json-trailing': { 'app/c.json': `{"a":1}}\n{"smtp":{"host":"${EVIL}"}}` },
  'json-in-json': { 'app/c.json': JSON.stringify({ config: JSON.stringify({ smtp: { host: EVIL } }) }) },

  // Java properties.
  'properties-escapes': { 'app/application.properties': `spring.mail.ho\\u0073t=\\u0073mtp.evil-corp.com\n` },
  'properties-continued': { 'app/application.properties': `spring.mail.\\\n   host=smtp.\\\n   evil-corp.com\n` },
  'properties-colon': { 'app/application.properties': `spring.mail.host : ${EVIL}\n` },
  'properties-space': { 'app/application.properties': `spring.mail.host ${EVIL}\n` },

  // Addresses and names in other spellings.
  'octal-address': { '.env': 'SMTP_HOST=0300.0.02.031\n' },
  'hex-address': { '.env': 'SMTP_HOST=0xc0000219\n' },
  'short-address': { '.env': 'SMTP_HOST=192.0.537\n' },
  'mapped-address': { '.env': 'SMTP_HOST=::ffff:192.0.2.25\n' },
  'nat64-address': { '.env': 'SMTP_HOST=64:ff9b::c000:219\n' },
  'percent-host': { '.env': 'SMTP_URL=smtp://mx1.old%2Ddc.example.org:25\n' },
  'percent-all': { '.env': `SMTP_URL=smtp://${[...OLD].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')}:25\n` },
  'base64-secret': {
    'deploy/s.yml': `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata:\n  SMTP_HOST: ${b64(OLD)}\n`,
  },
  'base64-secret-evil': {
    'deploy/s.yml': `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata:\n  SMTP_HOST: ${b64(EVIL)}\n`,
  },
  'idn-dots': { '.env': 'SMTP_HOST=mx1。old-dc．example。org\n' },
  fullwidth: {
    '.env': `SMTP_HOST=${[...OLD].map((c) => (/[a-z]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join('')}\n`,
  },
  'zero-width': { '.env': 'SMTP_HOST=mx1.old-d\u200bc.example.org\n' },
  'capitals-dot': { '.env': `SMTP_HOST=${OLD.toUpperCase()}.\n` },

  // Dockerfiles and compose.
  'dockerfile-continued': { Dockerfile: `FROM x\nENV A=1 \\\n  # c\n  SMTP_HOST=smtp.evil-\\\ncorp.com\n` },
  'dockerfile-escape': { Dockerfile: `# escape=\`\nFROM x\nENV A=1 \`\n SMTP_HOST=${EVIL}\n` },
  'dockerfile-legacy-env': { Dockerfile: `FROM x\nenv SMTP_HOST ${EVIL}\n` },
  'compose-list-anchor': {
    'docker-compose.yml': `x-e: &e\n  SMTP_HOST: ${EVIL}\nservices:\n  web:\n    image: w\n    environment:\n      <<: *e\n`,
  },

  // XML.
  'xml-entity': {
    'app/web.config': `<?xml version="1.0"?><!DOCTYPE c [<!ENTITY h "${EVIL}">]><configuration><system.net><mailSettings><smtp><network host="&h;" port="25"/></smtp></mailSettings></system.net></configuration>`,
  },
  'xml-charref': {
    'app/web.config': `<configuration><system.net><mailSettings><smtp><network host="&#115;mtp.evil-corp.com" port="25"/></smtp></mailSettings></system.net></configuration>`,
  },
  'xml-cdata': { 'app/c.xml': `<smtp><host><![CDATA[${EVIL}]]></host></smtp>` },
  'xml-broken': { 'app/c.xml': `<a><b></a><smtp><host>${EVIL}</host></smtp>` },

  // TOML.
  'toml-escapes': { 'app/c.toml': `[smtp]\nhost = "smtp.\\u0065vil-corp.com"\n` },
  'toml-multiline': { 'app/c.toml': `[smtp]\nhost = """\\\n  smtp.evil-\\\n  corp.com"""\n` },
  'toml-quoted-key': { 'app/c.toml': `"smtp"."h\\u006fst" = '${EVIL}'\n` },

  // INI.
  'ini-spaces': { 'app/c.ini': `[ smtp ]\n  host\t=\t"${EVIL}"\n` },
  'ini-continued': { 'app/c.ini': `[smtp]\nhost =\n  ${EVIL}\n` },

  // Postfix.
  'main-cf-continued': { 'etc/postfix/main.cf': `relayhost =\n   [${EVIL}]:25\n` },
  'main-cf-macro': { 'etc/postfix/main.cf': `x = ${EVIL}\nrelayhost = [$x]:25\n` },
  'main-cf-later': { 'etc/postfix/main.cf': `relayhost = [new-relay.corp.example]\nrelayhost = [${EVIL}]\n` },

  // Templates.
  'jinja-default': { 'deploy/env.j2': `SMTP_HOST={{ mail_host | default('${EVIL}') }}\n` },
  'jinja-set': { 'deploy/env.j2': `{% set h = '${EVIL}' %}\nSMTP_HOST={{ h }}\n` },
  'helm-default': {
    'chart/templates/d.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  SMTP_HOST: {{ .Values.smtp.host | default "${EVIL}" }}\n`,
  },
  erb: { 'app/config.yml': `smtp:\n  host: <%= ENV['H'] || '${EVIL}' %>\n` },

  // Names of files.
  'file-name-space': { '.env ': `SMTP_HOST=${EVIL}\n` },
  'file-name-nfd': { 'deplo\u0301y/prod.env': `SMTP_HOST=${EVIL}\n` },
  'file-name-dash': { '-o/--help.env': `SMTP_HOST=${EVIL}\n` },
  'file-name-glob': { '[a]/{b,c}*.env': `SMTP_HOST=${EVIL}\n` },

  // What is let through elsewhere.
  'ignore-cased': { 'Docs/prod.env': `SMTP_HOST=${EVIL}\n` },
  'ignore-comment-file': {
    '.env': `# smtp-scan: ignore-file -- x\n# smtp-scan: ignore-file legacy-relay unapproved-relay -- x\nSMTP_HOST=${EVIL}\n`,
  },
  'ignore-comment-next': { '.env': `# smtp-scan: ignore-next-line unapproved-relay -- x\nSMTP_HOST=${EVIL}\n` },
  'test-folder': {
    'test/prod/.env': `SMTP_HOST=${EVIL}\n`,
    'app/m.py':
      'import os, smtplib\nfrom dotenv import load_dotenv\nload_dotenv("test/prod/.env")\nsmtplib.SMTP(os.environ["SMTP_HOST"])\n',
  },

  // Hosts that look like others.
  'localhost-lookalike': { '.env': 'SMTP_HOST=localhost.evil-corp.com\n' },
  'localhost-trailing': { '.env': 'SMTP_HOST=127.0.0.1.evil-corp.com\n' },
  'approved-suffix': { '.env': 'SMTP_HOST=new-relay.corp.example.evil-corp.com\n' },
  'approved-userinfo': { '.env': 'SMTP_URL=smtp://new-relay.corp.example@smtp.evil-corp.com:25\n' },
  'approved-userinfo-2': { '.env': 'SMTP_URL=smtp://new-relay.corp.example:25@smtp.evil-corp.com\n' },
  'approved-fragment': { '.env': 'SMTP_URL=smtp://smtp.evil-corp.com#@new-relay.corp.example\n' },
  'approved-backslash': { '.env': 'SMTP_URL=smtp://smtp.evil-corp.com\\\\@new-relay.corp.example\n' },
  'approved-comment': { '.env': `SMTP_HOST=${EVIL} # new-relay.corp.example\n` },
  'approved-list': { '.env': `SMTP_HOST=new-relay.corp.example,${EVIL}\n` },
  'approved-pipe': { '.env': `SMTP_HOST=new-relay.corp.example|${EVIL}\n` },
  'host-port-in-one': { '.env': `SMTP_HOST=${EVIL}:25:tls\n` },
  'two-names': { '.env': `SMTP_HOST=new-relay.corp.example\nSMTP_HOST=${EVIL}\n` },
  'two-names-reversed': { '.env': `SMTP_HOST=${EVIL}\nSMTP_HOST=new-relay.corp.example\n` },
};
