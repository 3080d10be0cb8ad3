/**
 * Changes that bring the old relay, or a new one, and try to get past the guard: each must be stopped, with and without
 * `--changed`, by the policy of the base. What they stand for is said by their names.
 */
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files, TestRepository } from '../repository.ts';

export const OLD = 'mx1.old-dc.example.org';
export const EVIL = 'smtp.evil-corp.com';
export const ENV = `SMTP_HOST=${OLD}\n`;
export const EVIL_ENV = `SMTP_HOST=${EVIL}\n`;

export interface Change {
  /** Beside the policy, `.env`, `deploy/prod.env` and `app/config.yml`. */
  readonly base?: Files;
  readonly change: Files | ((repository: TestRepository) => void);
  /** What is scanned. */
  readonly at?: string;
  /** Left as it is in the work tree, uncommitted. */
  readonly loose?: true;
  /** It cannot be read, which is said instead. */
  readonly unread?: true;
}

const IGNORED = `SMTP_HOST=${OLD} # smtp-scan: ignore legacy-relay -- only in tests\n`;
const compose = (services: string): string => `services:\n${services}`;
const service = (name: string, spec: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n${spec}`;

export const changes: Readonly<Record<string, Change>> = {
  // What leaves files out.
  'the own ignore file names the file': { change: { '.env': ENV, '.smtp-scanignore': '.env\n' } },
  'the own ignore file names everything': { change: { '.env': ENV, '.smtp-scanignore': '*\n' } },
  'the own ignore file of a folder': { change: { 'deploy/prod.env': ENV, 'deploy/.smtp-scanignore': '*\n' } },
  'an own ignore file that is older than the change': {
    base: { '.smtp-scanignore': 'deploy/\n' },
    change: { 'deploy/prod.env': ENV },
  },
  '.gitignore names the folder': { change: { 'deploy/prod.env': ENV, '.gitignore': 'deploy/\n' } },
  '.gitignore names everything': { change: { '.env': ENV, '.gitignore': '*\n' } },
  'a .gitignore with a pattern for the name alone': {
    change: { 'app/config.yml': `smtp:\n  host: ${OLD}\n`, '.gitignore': 'config.*\n' },
  },
  '.git/info/exclude names the folder': {
    change: ({ write }) => write({ 'deploy/prod.env': ENV, '.git/info/exclude': 'deploy/\n' }),
  },
  'a mark of a cache': {
    change: { 'deploy/prod.env': ENV, 'deploy/CACHEDIR.TAG': 'Signature: 8a477f597d28d172789f06886806bc55' },
  },
  'a mark of a virtual environment': { change: { 'deploy/prod.env': ENV, 'deploy/pyvenv.cfg': '' } },
  'a mark of a cache further up': { change: { 'deploy/eu/prod.env': ENV, 'deploy/CACHEDIR.TAG': '' } },
  ...Object.fromEntries(
    [
      'vendor',
      'venv',
      '.cache',
      'node_modules',
      'third_party',
      '.terraform',
      '__pycache__',
      '.next',
      '.svn',
      'Pods',
    ].map((name) => [`a folder called ${name}`, { change: { [`${name}/prod.env`]: ENV } }]),
  ),
  'an env file in a package of others': {
    base: { 'vendor/modules.txt': '# example.org/mail v1.0.0\n' },
    change: { 'vendor/example.org/mail/.env': ENV },
  },
  'a program in a folder that the change calls a package': {
    change: {
      'node_modules/mailer/package.json': '{"name":"mailer"}',
      'node_modules/mailer/index.js': `require('nodemailer').createTransport({ host: '${OLD}' });\n`,
    },
  },
  'a program in a folder that the change lists as a package': {
    change: {
      'vendor/composer/installed.json': '{"packages":[{"name":"a/b","install-path":"../a/b"}]}',
      'vendor/a/b/mail.php': `<?php $mail = new PHPMailer\\PHPMailer\\PHPMailer(); $mail->Host = '${OLD}';\n`,
    },
  },
  'a program of its own beside the packages': {
    base: { 'vendor/modules.txt': '# example.org/mail v1.0.0\n' },
    change: { 'vendor/own/mail.js': `require('nodemailer').createTransport({ host: '${OLD}' });\n` },
  },
  'attributes that call it binary': { change: { '.env': ENV, '.gitattributes': '* binary -diff export-ignore\n' } },
  'attributes that convert it': {
    change: { '.env': ENV, '.gitattributes': '.env ident eol=crlf filter=lfs diff=lfs merge=lfs\n' },
  },
  'not looked at any more: assume-unchanged': {
    change: ({ write, git }) => {
      write({ '.env': ENV });
      git('update-index', '--assume-unchanged', '.env');
    },
    loose: true,
  },
  'not looked at any more: skip-worktree': {
    change: ({ write, git }) => {
      write({ '.env': ENV });
      git('update-index', '--skip-worktree', '.env');
    },
    loose: true,
  },
  'altered, and not in the work tree: skip-worktree': {
    change: ({ root, write, git, commit }) => {
      write({ '.env': ENV });
      commit({});
      git('update-index', '--skip-worktree', '.env');
      rmSync(path.join(root, '.env'));
    },
    loose: true,
    unread: true,
  },
  'altered, and not in the work tree: a folder of a sparse check-out': {
    change: ({ git, commit }) => {
      commit({ 'deploy/prod.env': ENV });
      git('sparse-checkout', 'set', '--cone', '--sparse-index', 'app');
    },
    loose: true,
    unread: true,
  },
  'a submodule that is moved and not checked out': {
    change: ({ root, write, git }) => {
      write({ '.gitmodules': '[submodule "conf"]\n\tpath = conf\n\turl = ../conf\n' });
      mkdirSync(path.join(root, 'conf'));
      git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},conf`);
    },
    unread: true,
  },

  // What is sealed cannot be read, and may be anything.
  ...Object.fromEntries(
    Object.entries({
      'ansible-vault': '$ANSIBLE_VAULT;1.1;AES256\n66386439653236336462626566653063\n',
      'git-crypt': `\0GITCRYPT\0${'x'.repeat(80)}`,
      age: '-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24\n',
      PGP: '-----BEGIN PGP MESSAGE-----\n\nhQEMA1234\n',
      SOPS: 'A=ENC[AES256_GCM,data:abc,iv:x,tag:y,type:str]\nsops_version=3.9.0\n',
      dotenvx: 'DOTENV_PUBLIC_KEY="02ab"\nA="encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3"\n',
    }).map(([name, text]) => [
      `an env file that it encrypts: ${name}`,
      { change: { 'deploy/prod.env': text }, unread: true as const },
    ]),
  ),
  'a manifest that it encrypts': {
    change: { 'app/config.yml': 'data: ENC[AES256_GCM,data:abcdef,iv:x,tag:y,type:str]\nsops:\n  version: 3.9.0\n' },
    unread: true,
  },

  // A model is what is deployed where it is used as it is.
  ...Object.fromEntries(
    Object.entries<Files>({
      'copied into an image': { Dockerfile: 'FROM node:22\nCOPY .env.example .env\n' },
      'copied by what deploys': { 'deploy.sh': '#!/bin/sh\ncp .env.example .env\n' },
      'moved by what deploys': { 'deploy.sh': '#!/bin/sh\nset -e; mv .env.example .env\n' },
      'filled in by what deploys': { 'deploy.sh': '#!/bin/sh\nenvsubst < .env.example > .env\n' },
      'copied by a pipeline that deploys': {
        '.github/workflows/deploy.yml':
          'on: push\njobs:\n  live:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cp .env.example .env && ./live\n',
      },
      sourced: { 'start.sh': '#!/bin/sh\nset -a; . ./.env.example; set +a\nnode .\n' },
      'the variables of a service': {
        'docker-compose.yml': 'services:\n  web:\n    image: web\n    env_file:\n      - .env\n      - .env.example\n',
      },
    }).map(([name, change]) => [`a model of an env file, ${name}`, { base: { '.env.example': EVIL_ENV }, change }]),
  ),
  'an env file of tests, in production': {
    base: { '.env.test': EVIL_ENV },
    change: { 'docker-compose.prod.yml': 'services:\n  web:\n    image: web\n    env_file: .env.test\n' },
  },
  'an override for development, deployed': {
    base: { 'compose.dev.yml': `services:\n  web:\n    environment:\n      SMTP_HOST: ${EVIL}\n` },
    change: { 'deploy.sh': '#!/bin/sh\ndocker compose -f compose.yml -f compose.dev.yml up -d\n' },
  },

  // Limits are no hiding places.
  'here-documents in front': {
    change: {
      'deploy.sh': `#!/bin/sh\n${Array.from({ length: 110 }, (_, i) => `cat > a${i}.txt <<E${i}\nhello\nE${i}\n`).join('')}cat > .env <<X\n${EVIL_ENV}X\n`,
    },
  },
  'here-documents without an end in front': {
    change: {
      'deploy.sh': `#!/bin/sh\n${Array.from({ length: 110 }, (_, i) => `# x <<E${i}\n`).join('')}cat > .env <<X\n${EVIL_ENV}X\n`,
    },
  },
  'other files of variables in front': {
    change: {
      'docker-compose.yml': `services:\n${Array.from({ length: 1100 }, (_, i) => `  s${i}:\n    image: x\n    env_file: nothing${i}.txt\n`).join('')}  web:\n    image: x\n    env_file: app/settings.bin\n`,
      'app/settings.bin': EVIL_ENV,
    },
  },
  'a name that differs by its capitals': { change: { 'Deploy/Prod.env': ENV, '.gitignore': 'Deploy\n' } },
  'a name with a line break': { change: { 'deploy/a\nb.env': ENV } },
  'a name with quotes and backslashes': { change: { 'deploy/a"\\b\t.env': ENV } },

  'attributes that call it generated and of others': {
    change: {
      '.gitattributes': '* export-ignore linguist-generated linguist-vendored -text\n',
      'deploy/prod.env': EVIL_ENV,
    },
  },
  'a submodule that is called like the folder': {
    change: {
      '.gitmodules': '[submodule "sub"]\n\tpath = deploy\n\turl = ../x\n',
      'deploy/prod.env': EVIL_ENV,
    },
  },

  'an env file that the policy leaves out, taken by what is deployed': {
    base: { 'docs/x.env': ENV },
    change: { 'compose.yml': compose('  web:\n    image: x\n    env_file: docs/x.env\n') },
  },

  'a file that the policy leaves out, copied to where it counts': {
    base: { 'docs/live.env': ENV },
    change: { Dockerfile: 'FROM x\nCOPY docs/live.env /app/.env\nCMD ["./web"]\n' },
  },

  // Name servers that lead the approved name to the old relay.
  'a zone': { change: { 'dns/new.zone': `$ORIGIN corp.example.\n$TTL 3600\nnew-relay 300 IN CNAME ${OLD}.\n` } },
  'a zone that is called as its domain': { change: { 'dns/db.corp.example': `new-relay IN CNAME ${OLD}.\n` } },
  'a zone whose target has no domain': {
    change: { 'dns/new.zone': `$ORIGIN old-dc.example.org.\nnew-relay.corp.example. IN CNAME mx1\n` },
  },
  'a record of dnsmasq': { change: { 'etc/dnsmasq.conf': `cname=new-relay.corp.example,${OLD}\n` } },
  'a record of unbound': {
    change: {
      'etc/unbound/unbound.conf': `server:\n  local-data: "new-relay.corp.example. IN CNAME ${OLD}"\n`,
    },
  },
  'a rule of CoreDNS': { change: { Corefile: `.:53 {\n  rewrite name new-relay.corp.example ${OLD}\n}\n` } },
  'a record of Terraform': {
    change: {
      'main.tf': `resource "aws_route53_record" "relay" {\n  name    = "new-relay.corp.example"\n  type    = "CNAME"\n  records = ["${OLD}"]\n}\n`,
    },
  },

  // Links.
  'a chain of links': {
    change: ({ root, write }) => {
      write({ 'data/a.bin': EVIL_ENV, '.env': null });
      symlinkSync('a.bin', path.join(root, 'data/b.bin'));
      symlinkSync('data/b.bin', path.join(root, '.env'));
    },
  },
  'a link by an absolute path': {
    change: ({ root, write }) => {
      write({ 'data/a.bin': EVIL_ENV, '.env': null });
      symlinkSync(path.join(root, 'data/a.bin'), path.join(root, '.env'));
    },
  },
  'a link to a file of another name': {
    change: ({ root, write }) => {
      write({ 'app/data.bin': ENV, '.env': null });
      symlinkSync('app/data.bin', path.join(root, '.env'));
    },
  },
  'a link to a file of the tests': {
    base: { 'tests/x.env': ENV },
    change: ({ root, write }) => {
      write({ 'deploy/prod.env': null });
      symlinkSync('../tests/x.env', path.join(root, 'deploy/prod.env'));
    },
  },
  'a linked folder of the tests': {
    base: { 'tests/env/prod.env': ENV },
    change: ({ root }) => {
      rmSync(path.join(root, 'deploy'), { recursive: true });
      symlinkSync('tests/env', path.join(root, 'deploy'));
    },
  },
  'a link to a linked folder of the tests': {
    base: { 'tests/env/prod.env': ENV },
    change: ({ root }) => {
      symlinkSync('env', path.join(root, 'tests/more'));
      symlinkSync('tests/more', path.join(root, 'live'));
    },
  },
  'a link that was there to a file that changes': {
    base: { 'app/data.bin': 'SMTP_HOST=new-relay.corp.example\n' },
    change: ({ root, write }) => {
      write({ 'app/data.bin': ENV });
      symlinkSync('../app/data.bin', path.join(root, 'deploy/live.env'));
    },
  },

  // The change approves itself.
  'a policy of the part that is scanned': {
    at: 'app',
    change: { 'app/.env': ENV, 'app/.smtp-scan.yml': `approved: [${OLD}]\n` },
  },
  'a policy of the part, by its other name': {
    at: 'app',
    change: { 'app/.env': ENV, 'app/.smtp-scan.yaml': `approved: [${OLD}]\n` },
  },
  'a part that becomes a repository of its own': {
    at: 'app',
    change: ({ write }) =>
      write({
        'app/.env': ENV,
        'app/HEAD': 'ref: refs/heads/main\n',
        'app/config': '[core]\nbare = true\n',
        'app/objects/x': '',
        'app/refs/x': '',
      }),
  },
  'the policy approves it': { change: { '.env': ENV, '.smtp-scan.yml': `approved: [${OLD}]\n` } },
  'the policy ignores everything': { change: { '.env': ENV, '.smtp-scan.yml': 'ignore: ["**"]\n' } },
  'the policy goes': { change: { '.env': ENV, '.smtp-scan.yml': null } },
  'the policy becomes a link': {
    change: ({ root, write }) => {
      write({ '.env': ENV, 'p.yml': `approved: [${OLD}]\n`, '.smtp-scan.yml': null });
      symlinkSync('p.yml', path.join(root, '.smtp-scan.yml'));
    },
  },
  'the policy becomes a folder': {
    change: ({ write }) => {
      write({ '.env': ENV, '.smtp-scan.yml': null });
      write({ '.smtp-scan.yml/x': '' });
    },
  },
  'a second policy beside it': { change: { '.env': ENV, '.smtp-scan.yaml': `approved: [${OLD}]\n` } },
  'the policy accepts what cannot be read': {
    change: { '.env': ENV, '.smtp-scan.yml': 'unreadable: [{ paths: "**", reason: x }]\n' },
  },
  'a replaced commit': {
    change: (repository) => {
      const base = repository.git('rev-parse', 'HEAD');
      repository.commit({ '.env': ENV });
      repository.git('replace', base, 'HEAD');
      repository.git('commit', '-q', '--allow-empty', '-m', 'x');
      repository.git('reset', '-q', '--soft', base);
    },
  },

  // Local by its looks, or by a deployment elsewhere.
  'a service of a test': {
    change: { 'tests/docker-compose.yml': compose('  smtp-relay: { image: x }\n'), '.env': 'SMTP_HOST=smtp-relay\n' },
  },
  'a service of another application': {
    change: { 'other/docker-compose.yml': compose('  smtp-relay: { image: x }\n'), '.env': 'SMTP_HOST=smtp-relay\n' },
  },
  'a service of the samples': {
    change: {
      'examples/compose.yml': compose('  smtp-relay: { image: x }\n'),
      'deploy/prod.env': 'SMTP_HOST=smtp-relay\n',
    },
  },
  'a service called like a host': {
    change: { 'docker-compose.yml': compose(`  ${EVIL}: { image: x }\n`), '.env': EVIL_ENV },
  },
  'an alias called like a host': {
    change: {
      'compose.yml': compose(`  mail:\n    image: x\n    networks:\n      default:\n        aliases: [${EVIL}]\n`),
      '.env': EVIL_ENV,
    },
  },
  'a container called like a host': {
    change: { 'compose.yml': compose(`  mail:\n    image: x\n    hostname: ${EVIL}\n`), '.env': EVIL_ENV },
  },
  'extra_hosts that lead elsewhere': {
    change: {
      'compose.yml': compose('  relay: { image: x }\n  app:\n    image: y\n    extra_hosts: ["relay:203.0.114.5"]\n'),
      '.env': 'SMTP_HOST=relay\n',
    },
  },
  'extra_hosts as a mapping': {
    change: {
      'compose.yml': compose(
        '  relay: { image: x }\n  app:\n    image: y\n    extra_hosts:\n      relay: 203.0.114.5\n',
      ),
      '.env': 'SMTP_HOST=relay\n',
    },
  },
  'a link to a container elsewhere': {
    change: {
      'compose.yml': compose('  relay: { image: x }\n  app:\n    image: y\n    external_links: ["old:relay"]\n'),
      '.env': 'SMTP_HOST=relay\n',
    },
  },
  'a Service that stands for a host elsewhere': {
    change: {
      'k8s/mail.yml': service('mailer', `  type: ExternalName\n  externalName: ${EVIL}\n`),
      'k8s/prod.env': 'SMTP_HOST=mailer\n',
    },
  },
  'a Service without a selector': {
    change: { 'k8s/mail.yml': service('mailer', '  ports: [{ port: 25 }]\n'), 'k8s/prod.env': 'SMTP_HOST=mailer\n' },
  },
  'a Service of other manifests': {
    change: {
      'other/k8s/mail.yml': service('mailer', '  selector: { app: mail }\n'),
      'deploy/prod.env': 'SMTP_HOST=mailer\n',
    },
  },
  'a namespace called like a top-level domain': {
    change: {
      'k8s/mail.yml': service('evil', '  selector: { app: mail }\n').replace(
        'name: evil',
        'name: evil\n  namespace: com',
      ),
      'k8s/prod.env': 'SMTP_HOST=evil.com\n',
    },
  },
  ...Object.fromEntries(
    [
      ...[
        'mailhog.evil-corp.com',
        'mailpit.io',
        'smtp.mailhog-relay.net',
        'inbucket.corp.internal',
        'my-mailpit.evil-corp.com',
      ],
      ...[
        'your-smtp.evil-corp.com',
        'smtp.company.com',
        'smtp.yourdomain.com',
        'mail.acme.com',
        'example.evil-corp.com',
      ],
      ...[
        'example.co',
        'smtp.example.com.evil-corp.com',
        'insert.evil-corp.com',
        'localhost.evil-corp.com',
        'smtp.server.com',
      ],
    ].map((host) => [`a host called ${host}`, { change: { '.env': `SMTP_HOST=${host}\n` } }]),
  ),

  // What was known, or let through, somewhere else.
  'a test that moves into production': {
    base: { 'tests/fixtures/shop.env': ENV },
    change: ({ root }) => renameSync(path.join(root, 'tests/fixtures'), path.join(root, 'shop')),
  },
  'a sample that becomes the real thing': {
    base: { 'app/.env.example': ENV },
    change: ({ git }) => git('mv', 'app/.env.example', 'app/.env'),
  },
  'a sample that is copied': { base: { 'app/.env.example': ENV }, change: { 'app/.env': ENV } },
  'an excepted file that moves': {
    base: { 'excepted/a.env': ENV },
    change: ({ root }) => renameSync(path.join(root, 'excepted'), path.join(root, 'live')),
  },
  'an ignored folder that moves': {
    base: { 'docs/a.env': ENV },
    change: ({ root }) => renameSync(path.join(root, 'docs/a.env'), path.join(root, 'deploy/a.env')),
  },
  'an ignore comment that is copied with its line': {
    base: { 'app/mail.ini': `[test]\nsmtp_host = ${OLD} ; smtp-scan: ignore legacy-relay -- test only\n` },
    change: {
      'app/mail.ini': ['test', 'production']
        .map((one) => `[${one}]\nsmtp_host = ${OLD} ; smtp-scan: ignore legacy-relay -- test only\n`)
        .join(''),
    },
  },
  'an ignored line that moves to another section': {
    base: {
      'app/mail.ini': `[test]\nsmtp_host = ${OLD} ; smtp-scan: ignore legacy-relay -- test only\n[production]\nx = 1\n`,
    },
    change: {
      'app/mail.ini': `[test]\n[production]\nx = 1\nsmtp_host = ${OLD} ; smtp-scan: ignore legacy-relay -- test only\n`,
    },
  },
  'a section that is called otherwise above an ignored line': {
    base: { 'app/mail.ini': `[test]\nsmtp_host = ${OLD} ; smtp-scan: ignore legacy-relay -- test only\n` },
    change: { 'app/mail.ini': `[production]\nsmtp_host = ${OLD} ; smtp-scan: ignore legacy-relay -- test only\n` },
  },
  'an ignored line in another file': { base: { 'app/.env': IGNORED }, change: { 'deploy/prod.env': IGNORED } },
  'an ignored file of the tests that moves into production': {
    base: { 'tests/x/a.env': IGNORED },
    change: ({ root }) => renameSync(path.join(root, 'tests/x'), path.join(root, 'shop')),
  },
  'a new ignore comment': { change: { '.env': IGNORED } },
  'an old ignore comment above a new line': {
    base: { 'app/.env': `# smtp-scan: ignore legacy-relay -- for now\nSMTP_HOST=${OLD}\n` },
    change: { 'app/.env': `# smtp-scan: ignore legacy-relay -- for now\nMAIL_HOST=${OLD}\n` },
  },
  'a file that may not be opened by others': {
    change: ({ root, write }) => {
      write({ '.env': ENV });
      chmodSync(path.join(root, '.env'), 0o600);
    },
  },

  // What is let through is reached by another name, or brings something else with it.
  'a link to a file that is let through': {
    base: { 'excepted/a.env': ENV },
    change: ({ root, write }) => {
      write({ '.env': null });
      symlinkSync('excepted/a.env', path.join(root, '.env'));
    },
  },
  'a link to a file that is left out': {
    base: { 'docs/a.env': ENV },
    change: ({ root, write }) => {
      write({ '.env': null });
      symlinkSync('docs/a.env', path.join(root, '.env'));
    },
  },
  'a folder that becomes a link to one that is left out': {
    base: { 'docs/env/prod.env': ENV },
    change: ({ root }) => {
      rmSync(path.join(root, 'deploy'), { recursive: true });
      symlinkSync('docs/env', path.join(root, 'deploy'));
    },
  },
  'a second relay on a line that was let through': {
    base: { 'app/.env': IGNORED },
    change: { 'app/.env': IGNORED.replace(OLD, `${OLD},${EVIL}`) },
  },
  'another relay on a line that was let through': {
    base: { 'app/.env': IGNORED.replace('legacy-relay', 'legacy-relay unapproved-relay') },
    change: { 'app/.env': IGNORED.replace('legacy-relay', 'legacy-relay unapproved-relay').replace(OLD, EVIL) },
  },
  'a section of YAML that is called otherwise above an ignored line': {
    base: { 'app/m.yml': `fax:\n  smtp_host: ${OLD} # smtp-scan: ignore legacy-relay -- fax only\n` },
    change: { 'app/m.yml': `shop:\n  smtp_host: ${OLD} # smtp-scan: ignore legacy-relay -- fax only\n` },
  },
  'an ignored file of development that moves into production': {
    base: { 'dev/.env.development': IGNORED },
    change: ({ git, root }) => {
      mkdirSync(path.join(root, 'prod'));
      git('mv', 'dev/.env.development', 'prod/.env');
    },
  },
  'a folder by the name of an excepted one, in capitals': { change: { 'Excepted/a.env': ENV } },
  'a file whose name begins as an excepted folder': { change: { 'excepted\\a.env': ENV } },
  'a folder whose name begins as an excepted one': { change: { 'excepted-not/a.env': ENV } },
  'a file that becomes a folder': {
    change: ({ write }) => {
      write({ '.env': null });
      write({ '.env/prod.env': ENV });
    },
  },
  'attributes that say in which encoding it is written': {
    change: {
      '.gitattributes': 'deploy/*.env working-tree-encoding=UTF-16LE-BOM\n',
      'deploy/prod.env': Buffer.from(`\uFEFF${EVIL_ENV}`, 'utf16le'),
    },
  },
  'a name that is no UTF-8': {
    change: ({ root }) => {
      const folder = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.from([0xe9])]);
      mkdirSync(folder);
      writeFileSync(Buffer.concat([folder, Buffer.from('/prod.env')]), EVIL_ENV);
    },
    unread: true,
  },
  'a repository within, as a submodule': {
    change: ({ root, write, git }) => {
      write({ 'conf/prod.env': EVIL_ENV });
      git('-C', 'conf', 'init', '-q');
      git('-C', 'conf', 'add', '-A');
      git('-C', 'conf', 'commit', '-qm', 'x');
      git('-c', 'advice.addEmbeddedRepo=false', 'add', path.join(root, 'conf'));
    },
  },
};
