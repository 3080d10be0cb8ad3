/** What people write, and what looks like the hostile kinds beside it: nothing of it may stop a change. */
import { gzipSync } from 'node:zlib';
import type { Files } from '../repository.ts';

export const innocent: Readonly<Record<string, Files>> = {
  // Packed, encrypted or kept elsewhere, and no word of mail.
  'a damaged archive of data': { 'data/users.json.gz': gzipSync('{"a":1}'.repeat(100)).subarray(0, 30) },
  'a packed archive of tests': { 'test/data/corpus.tar.gz': gzipSync('hello') },
  'damaged records of tests, which speak of mail': {
    'test/data/rows.json.gz': gzipSync(
      Array.from({ length: 300 }, (_, id) => `{"id":${id},"smtp_host":"mail","r":${Math.sin(id)}}`).join('\n'),
    ).subarray(0, 2000),
  },
  'a test that runs the source of a module which sends mail': {
    'tests/transport.test.js':
      "const src = require('fs').readFileSync('lib/transport.js', 'utf8');\nconst lib = {};\nnew Function('exports', src + '\\nexports.createTransport = createTransport;')(lib);\n",
  },
  'a secret of git-crypt': {
    'config/secrets.yml': Buffer.concat([Buffer.from('\0GITCRYPT\0'), Buffer.from([1, 2, 3])]),
  },
  'a vault of Ansible': { 'group_vars/all/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n3132\n' },
  'a picture that LFS keeps': {
    'assets/logo.png': 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
  },
  'data that LFS keeps': {
    'data/rows.json': 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
  },
  'a library of mail, packed': { 'lib/javax.mail.jar': Buffer.from('504b03040a', 'hex') },
  'an archive of PHP, with a library that sends mail and a program for Windows in it': {
    'composer.phar': `#!/usr/bin/env php\n<?php\n// ends at __HALT_COMPILER();\nPhar::mapPhar('a');\n__HALT_COMPILER(); ?>\r\n\0\x01\0\0<?php $m = new PHPMailer(); $m->Host = 'smtp.evil-corp.com'; S\0M\0T\0P\0 \0H\0O\0S\0T\0 GBMB`,
  },

  // Shells.
  'bash, options of set': { 'run.sh': '#!/bin/bash\nset -x\nset -euo pipefail\nset -- a b\n' },
  'bash, read from the terminal': { 'run.sh': '#!/bin/bash\nread -rp "SMTP host: " SMTP_HOST\nexport SMTP_HOST\n' },
  'bash, read of a file that is not there': { 'run.sh': '#!/bin/bash\nread -r SMTP_HOST < /etc/relay\n' },
  'bash, a here-document that is shown': {
    'run.sh': '#!/bin/bash\ncat <<X\nSet SMTP_HOST to your relay.\nX\n',
  },
  'bash, a name in a variable of another kind': {
    'run.sh': '#!/bin/bash\nN=PATH\nexport "$N=/opt/mail/bin:$PATH"\n',
  },
  'bash, a loop over other pairs': { 'run.sh': '#!/bin/bash\nfor kv in A=smtp.evil-corp.com; do echo "$kv"; done\n' },
  'bash, a file of a secret': { 'run.sh': '#!/bin/bash\nexport SMTP_HOST=$(cat /run/secrets/smtp_host)\n' },
  'fish, no relay': { 'env.fish': 'set -gx EDITOR vim\nset -l mail (cat /etc/mailname)\n' },

  'env file, options of java': {
    '.env':
      '# JAVA_OPTS=-Dmail.smtp.host=smtp.evil-corp.com\nJAVA_OPTS="-Dmail.smtp.host=new-relay.corp.example -Dmail.from.host=smtp.evil-corp.com -Dmail.smtp.localhost=smtp.evil-corp.com"\n',
  },

  // Forwards before mail servers and other servers, and mail that goes elsewhere on the own machine.
  'forward, a front end of an own mail server': {
    'deploy/haproxy.cfg':
      'listen smtp_in\n  mode tcp\n  bind :25\n  server a 10.3.0.4:25 send-proxy-v2\nlisten web\n  mode http\n  bind :80\n  server a 10.3.0.5:8080\n',
    'deploy/prod.env': 'SMTP_HOST=localhost\nSMTP_PORT=25\n',
  },
  'forward, at another port than the one in use': {
    'deploy/nginx.conf': 'stream {\n  server {\n    listen 25;\n    proxy_pass 10.3.0.4:25;\n  }\n}\n',
    'deploy/prod.env': 'SMTP_HOST=localhost\nSMTP_PORT=1025\n',
  },
  'forward, on the machine of another application': {
    'shop/package.json': '{}',
    'mx/package.json': '{}',
    'mx/nginx.conf': 'stream {\n  server {\n    listen 25;\n    proxy_pass 10.3.0.4:25;\n  }\n}\n',
    'shop/.env': 'SMTP_HOST=localhost\nSMTP_PORT=25\n',
  },
  'forward, to a server of the same deployment': {
    'compose.yml':
      'services:\n  web: { image: w, environment: { SMTP_HOST: lb } }\n  lb:\n    image: haproxy\n    volumes: ["./lb.cfg:/usr/local/etc/haproxy/haproxy.cfg"]\n  postbox: { image: boky/postfix, environment: { RELAYHOST: new-relay.corp.example } }\n',
    'lb.cfg': 'listen mail\n  mode tcp\n  bind :25\n  server a postbox:25\n',
  },
  'patch, what goes and what stays': {
    'patches/a.patch':
      "--- a/m.js\n+++ b/m.js\n@@ -1,4 +1,4 @@\n const n = require('nodemailer');\n-n.createTransport({ host: 'smtp.evil-corp.com' });\n+n.createTransport({ host: 'new-relay.corp.example' });\n n.createTransport({ host: 'out.evil-corp.com' });\n",
  },
  'patch, of tests': {
    'patches/a.patch':
      "--- a/test/m.js\n+++ b/test/m.js\n@@ -1,2 +1,2 @@\n const n = require('nodemailer');\n+n.createTransport({ host: 'smtp.evil-corp.com' });\n",
  },

  // Pipelines.
  'actions, a matrix of approved relays': {
    '.github/workflows/deploy.yml':
      'on: push\njobs:\n  d:\n    runs-on: u\n    strategy:\n      matrix:\n        h: [new-relay.corp.example]\n    env:\n      SMTP_HOST: ${{ matrix.h }}\n    steps: []\n',
  },
  'actions, what a condition compares': {
    '.github/workflows/deploy.yml':
      "on: push\njobs:\n  d:\n    runs-on: u\n    env:\n      SMTP_HOST: ${{ github.repository == 'smtp.evil-corp.com' && 'new-relay.corp.example' || '' }}\n    steps: []\n",
  },
  'actions, a secret': {
    '.github/workflows/deploy.yml':
      'on: push\njobs:\n  d:\n    runs-on: u\n    env:\n      SMTP_HOST: ${{ secrets.SMTP_HOST }}\n    steps: []\n',
  },

  // Constants that a build is given.
  'build, constants of other kinds': {
    'build.sh':
      '#!/bin/sh\ngo build -ldflags "-X main.smtpHost=new-relay.corp.example -X main.version=smtp.evil-corp.com" ./cmd\ngcc -DMAIL_FROM=smtp.evil-corp.com -DHAVE_SMTP=1 -DSMTP_SERVER=1 -DMAIL_SERVER=ON a.c\ncurl -X POST -d smtpHost=x https://evil-corp.com\n',
  },

  'build, definitions of other kinds': {
    'webpack.config.js':
      "const webpack = require('webpack');\nmodule.exports = { plugins: [new webpack.DefinePlugin({ 'process.env.SMTP_HOST': JSON.stringify('new-relay.corp.example'), 'process.env.SITE': JSON.stringify('mail.evil-corp.com'), 'process.env.SMTP_HOST_HELP': JSON.stringify('smtp.evil-corp.com') })] };\n",
  },

  // Names that are led elsewhere, and are no relay's, or stay on the machine.
  'hosts, extra_hosts of other names': {
    'docker-compose.yml':
      'services:\n  web:\n    image: w\n    environment: { SMTP_HOST: new-relay.corp.example }\n    extra_hosts:\n      - "db.corp.example:185.199.110.153"\n      - "new-relay.corp.example:host-gateway"\n      - "new-relay.corp.example:127.0.0.1"\n    dns: 185.199.110.153\n',
  },
  'hosts, hostAliases of other names': {
    'd.yaml':
      'kind: Pod\nmetadata: { name: w }\nspec:\n  hostAliases:\n    - ip: 185.199.110.153\n      hostnames: [db.corp.example]\n  containers:\n    - name: w\n      image: x\n      env: [{ name: SMTP_HOST, value: new-relay.corp.example }]\n',
  },
  'hosts, a file of other names': {
    'etc/hosts': '185.199.110.153 db.corp.example\n# 185.199.110.153 new-relay.corp.example\n',
  },
  'dns, the relay’s own records': {
    'new.zone':
      '$ORIGIN corp.example.\nnew-relay 300 IN A 185.199.110.153\nmail IN CNAME smtp.evil-corp.com.\nmx1 IN CNAME mx1.old-dc.example.org.\n; new-relay IN CNAME mx1.old-dc.example.org.\n',
    'main.tf':
      'resource "aws_route53_record" "r" {\n  name    = "new-relay.corp.example"\n  type    = "CNAME"\n  records = ["smtp.evil-corp.com"]\n}\n',
    'etc/dnsmasq.conf': 'address=/new-relay.corp.example/185.199.110.153\n',
  },
  'dns, a list of names that lead nowhere': {
    'dns/block.zone': `$TTL 60\n${Array.from({ length: 10_500 }, (_, id) => `smtp${id}.ads.test. IN A ${id % 2 ? '0.0.0.0' : '127.0.0.1'}`).join('\n')}\n`,
  },
  'charts, a collection in which each has a relay of its own': Object.fromEntries(
    Array.from({ length: 45 }, (_, id) => `charts/app${id}`).flatMap((chart) => [
      [`${chart}/Chart.yaml`, `apiVersion: v2\nname: ${chart.slice(7)}\nversion: 1.0.0\n`],
      [`${chart}/values.yaml`, 'smtp:\n  host: new-relay.corp.example\n'],
      [`${chart}/templates/config.yaml`, 'kind: ConfigMap\ndata:\n  SMTP_HOST: {{ .Values.smtp.host | quote }}\n'],
    ]),
  ),
  'xml, a part that is included': {
    'c.xml':
      '<smtp xmlns:xi="http://www.w3.org/2001/XInclude"><host>new-relay.corp.example</host><xi:include href="part.xml"/></smtp>',
  },
  'forward, HAProxy before a container that mail comes in at': {
    'deploy/haproxy.cfg': 'listen smtp_in\n  mode tcp\n  bind :25\n  server postfix postfix:25 send-proxy\n',
    'deploy/prod.env': 'SMTP_HOST=localhost\nSMTP_PORT=25\n',
  },
  'forward, HAProxy before mail servers that nobody here hands mail to': {
    'deploy/haproxy.cfg':
      'listen smtp_in\n  mode tcp\n  bind :25\n  server mx1 10.1.2.3:25 send-proxy\n  server mx2 mx2.evil-corp.com:25 send-proxy\n',
    'deploy/prod.env': 'SMTP_HOST=new-relay.corp.example\n',
  },
  'a sample that the image keeps as one': {
    Dockerfile:
      'FROM node:22\nCOPY config/mail.example.yml /app/config/mail.example.yml\nCOPY config/mail.example.yml /app/samples/\n',
    'config/mail.example.yml': 'smtp:\n  host: smtp.evil-corp.com\n  port: 25\n',
  },
  'a sample that people copy': {
    'bin/setup': '#!/bin/sh\ncp config/mail.example.yml config/mail.yml\n',
    'config/mail.example.yml': 'smtp:\n  host: smtp.evil-corp.com\n  port: 25\n',
  },
  'an image for development, and one of tests': {
    Dockerfile:
      'FROM node:22 AS base\nFROM base AS dev\nENV NODE_ENV=development\nFROM base\nENV NODE_ENV=production\n',
    'Dockerfile.ci': 'FROM node:22\nENV NODE_ENV=test\n',
    'config/development.json': '{"smtp":{"host":"smtp.evil-corp.com"}}\n',
    'config/test.json': '{"smtp":{"host":"smtp.evil-corp.com"}}\n',
  },
  'images that run tests, or a shell to run them in': {
    Dockerfile: 'FROM node:22\nENV NODE_ENV=test\nCMD ["npm", "test"]\n',
    'e2e/Dockerfile': 'FROM node:22\nENV NODE_ENV=test\nCMD ["bash"]\n',
    'config/test.json': '{"smtp":{"host":"smtp.evil-corp.com"}}\n',
  },
  'a compose file for development': {
    'docker-compose.yml': 'services:\n  web:\n    build: .\n    environment: { NODE_ENV: development }\n',
    'config/development.json': '{"smtp":{"host":"smtp.evil-corp.com"}}\n',
  },
  'an image of another application': {
    'shop/Dockerfile': 'FROM node:22\nENV NODE_ENV=development\n',
    'shop/package.json': '{}',
    'blog/package.json': '{}',
    'blog/config/development.json': '{"smtp":{"host":"smtp.evil-corp.com"}}\n',
  },
  'coffee, a client of something else': {
    'app/cache.coffee': "redis = require('redis').createClient host: 'smtp.evil-corp.com'\n",
  },
  'hosts, a list of what is blocked': { 'hosts.txt': '0.0.0.0 new-relay.corp.example\n0.0.0.0 ads.evil-corp.com\n' },
  'hosts, an inventory': { 'inventory/hosts': '[mail]\nrelay1 ansible_host=185.199.110.153\n' },

  // Programs.
  'java, a field of another class by its name': {
    'M.java':
      'class M {\n  void x(Object o) throws Exception {\n    o.getClass().getMethod("setTitle", String.class).invoke(o, "mail.evil-corp.com");\n  }\n}\n',
  },
  'c#, a property of another kind by its name': {
    'M.cs':
      'class M {\n  void X(object o) {\n    o.GetType().GetProperty("Title").SetValue(o, "mail.evil-corp.com");\n  }\n}\n',
  },
  'js, eval without mail': { 'm.js': "eval('1 + 1');\nsetTimeout(() => sendMail(), 10);\n" },
  'python, a regular expression that is compiled': { 'm.py': 'import re\nMAIL = re.compile(r"^(mail|smtp)=(.*)$")\n' },
  'php, assertions about mail': { 'm.php': '<?php\nassert($mailer instanceof Mailer);\n' },
  'python, a file that is not there': {
    'm.py': 'import smtplib\nsmtplib.SMTP(open("/etc/relay").read().strip())\n',
  },
  'python, an approved relay in a file': {
    'm.py': 'import smtplib\nsmtplib.SMTP(open("relay.dat").read().strip())\n',
    'relay.dat': 'new-relay.corp.example\n',
  },
  'js, a template that is read': {
    'm.js':
      "const html = require('fs').readFileSync('mail.dat', 'utf8');\nrequire('nodemailer').createTransport({ host: 'new-relay.corp.example' }).sendMail({ html });\n",
    'mail.dat': 'smtp.evil-corp.com\n',
  },

  'python, a line of variables that is shown': {
    'm.py':
      'import sys\nsys.stdout.write("set SMTP_HOST=smtp.evil-corp.com\\n")\nprint("SMTP_HOST=smtp.evil-corp.com")\n',
  },
  'bash, names that sed changes': {
    'm.sh': "#!/bin/sh\nsed -i 's/www.shop.example.net/www.evil-corp.com/' /etc/nginx/site.conf\n",
  },
  'postfix, a filter of the same machine': {
    'deploy/main.cf': 'relayhost = new-relay.corp.example\ncontent_filter = smtp-amavis:[127.0.0.1]:10024\n',
  },
  'bash, base64 of other things': {
    'm.sh': `#!/bin/sh\necho ${Buffer.from('mail.evil-corp.com is down again').toString('base64')} | base64 -d | wall\n`,
  },

  // Pipelines, pages and what is stored.
  'gitlab, jobs of tests and reviews': {
    '.gitlab-ci.yml':
      'unit:\n  stage: test\n  variables: { SMTP_HOST: smtp.evil-corp.com }\n  script: [npm test]\nreview:\n  stage: deploy\n  environment: { name: review/$CI_COMMIT_REF_SLUG }\n  variables: { SMTP_HOST: smtp.evil-corp.com }\n  script: [./ship]\n',
  },
  'laravel, what somebody enters': {
    'app/C.php':
      "<?php\nSetting::where('key', 'smtp_host')->update(['value' => $request->smtp_host]);\nSetting::where('key', 'site_host')->update(['value' => 'web.evil-corp.com']);\n",
  },
  'razor, a page that speaks of mail': {
    'Pages/Help.cshtml':
      '@* SmtpServer = "smtp.evil-corp.com" *@\n<p>Set WebMail.SmtpServer = "smtp.evil-corp.com"; or write to ops@evil-corp.com</p>\n@{ var x = 1; }\n',
  },
  'notebook, prose': {
    'weekly.ipynb': JSON.stringify({
      cells: [{ cell_type: 'markdown', source: ['%env SMTP_HOST=smtp.evil-corp.com'] }],
      metadata: {},
    }),
  },

  // Data.
  'CSV, records of people': { 'people.csv': 'name,email,host\nA,a@evil-corp.com,smtp.evil-corp.com\n' },
  'CSV, words about mail': { 'words.csv': 'key,en\nsmtp.host,Host of the mail server\nsmtp.port,Port\n' },
  'INI, another variable of nginx': {
    'nginx.conf': 'location / {\n  fastcgi_param SERVER_NAME mail.evil-corp.com;\n}\n',
  },
  'a path in the place of a host': { '.env': 'SMTP_HOST=/usr/sbin/sendmail\n' },
  'a host behind two slashes, approved': { '.env': 'SMTP_HOST=//new-relay.corp.example\n' },

  // Samples that are copied, compared with or told of, and environments that are one of several.
  'a sample that says which variables there must be': {
    '.env.example': 'SMTP_HOST=smtp.evil-corp.com\n',
    'server.js': "require('dotenv-safe').config({ example: '.env.example' });\n",
  },
  'a sample that an installer copies': {
    'config/mail.sample.php': "<?php return ['host' => 'smtp.evil-corp.com'];\n",
    'install.php':
      "<?php\nif (!file_exists('config/mail.php')) copy('config/mail.sample.php', 'config/mail.php');\nrequire 'config/mail.php';\n",
  },
  'a sample that a message names': {
    'config.sample.env': 'SMTP_HOST=smtp.evil-corp.com\n',
    'app/main.py':
      'from dotenv import load_dotenv\nload_dotenv(".env")\nprint("Copy config.sample.env to .env first.")\n',
  },
  'variables of development that a script applies': {
    'envs/dev/mail.tfvars': 'smtp_host = "smtp.evil-corp.com"\n',
    'deploy/plan.sh': 'terraform plan -var-file=envs/dev/mail.tfvars\n',
  },
  'a folder of the tests that an image takes along': {
    'test/config/default.json': '{"smtp":{"host":"smtp.evil-corp.com"}}\n',
    Dockerfile: 'FROM node\nCOPY test/config ./test/config\nCMD ["node", "server.js"]\n',
  },
  'a folder of the tests that is checked': {
    'test/k8s/cm.yml': 'kind: ConfigMap\nmetadata: { name: mail }\ndata:\n  SMTP_HOST: smtp.evil-corp.com\n',
    'check.sh': 'kubeconform test/k8s\nkubectl version\n',
  },
};
