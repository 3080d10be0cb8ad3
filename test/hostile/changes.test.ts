/** Hostile changes, and changes that must not be held up. */
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { guardedScan } from '../../src/cli/guarded-scan.ts';
import { underPolicy } from '../../src/cli/root.ts';
import { requestFor } from '../guarded.ts';
import { repositoryIn, type TestRepository, temporaryFolder } from '../repository.ts';
import { type Change, changes, ENV, OLD } from './changes.ts';

// Git is started many times, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const GOOD = 'SMTP_HOST=new-relay.corp.example\n';
const POLICY = `approved: [new-relay.corp.example]
legacy: [${OLD}]
ignore: ["docs/**"]
exceptions: [{ host: ${OLD}, paths: ["excepted/**"], reason: a fax gateway }]
`;

function repositoryWith({ base = {}, change, loose }: Change): TestRepository {
  const root = temporaryFolder();
  made.push(root);
  const repository = repositoryIn(root);
  repository.commit({
    '.smtp-scan.yml': POLICY,
    '.env': GOOD,
    'deploy/prod.env': GOOD,
    'app/config.yml': 'smtp:\n  host: new-relay.corp.example\n',
    ...base,
  });
  repository.git('switch', '-q', '-c', 'topic');
  if (typeof change === 'function') change(repository);
  else repository.write(change);
  if (!loose) repository.commit({});
  return repository;
}

async function scan({ root }: TestRepository, at: string, range: { readonly base: string } | undefined) {
  const part = underPolicy({ root: path.join(root, at), paths: [] }, 'main');
  const { result } = await guardedScan(requestFor(part.root, { ...part, policyRef: 'main', range }));
  return {
    complete: result.complete,
    stops: result.findings.filter(({ suppressed, level }) => !suppressed && level === 'error'),
    settings: result.settings,
  };
}

/** About relays: that the policy was altered is another matter. */
const RELAYS = ['legacy-relay', 'unapproved-relay'];

describe('a change does not get past the guard by', () => {
  it.each(Object.entries(changes))('%s', async (_, change) => {
    const repository = repositoryWith(change);
    for (const range of [{ base: 'main' }, undefined]) {
      const { stops, complete } = await scan(repository, change.at ?? '.', range);
      if (change.unread) expect(complete).toBe(false);
      else expect(stops.filter(({ rule }) => RELAYS.includes(rule))).not.toEqual([]);
    }
  });
});

/** What people do, and what must stay green. */
const harmless: Readonly<Record<string, Change>> = {
  'a renamed file that was let through': {
    base: { 'app/.env': `SMTP_HOST=${OLD} # smtp-scan: ignore legacy-relay -- agreed\nA=1\n` },
    change: ({ root }) => {
      mkdirSync(path.join(root, 'shop'));
      renameSync(path.join(root, 'app/.env'), path.join(root, 'shop/.env'));
    },
  },
  'an env file without mail that is encrypted': {
    base: { 'deploy/db.env': 'DB_NAME=shop\n' },
    change: { 'deploy/db.env': '$ANSIBLE_VAULT;1.1;AES256\n66386439653236336462626566653063\n' },
  },
  'a model of an env file that a set-up copies': {
    base: { '.env.example': 'SMTP_HOST=smtp.evil-corp.com\n' },
    change: {
      'bin/setup': '#!/bin/sh\ncp .env.example .env\n',
      Makefile: 'setup:\n\tcp .env.example .env\n',
      '.github/workflows/tests.yml': 'on: push\njobs:\n  t:\n    steps:\n      - run: cp .env.example .env\n',
    },
  },
  'lines added to a file that was let through': {
    base: { 'app/.env': `SMTP_HOST=${OLD} # smtp-scan: ignore legacy-relay -- agreed\n` },
    change: { 'app/.env': `A=1\nSMTP_HOST=${OLD} # smtp-scan: ignore legacy-relay -- agreed\nB=2\n` },
  },
  'a file of before that is renamed': {
    base: { 'a/.env': `A=1\nB=2\n${ENV}`, 'excepted/.env': ENV },
    change: ({ git }) => git('mv', 'a', 'b'),
  },
  'a program of a package of others': {
    base: { 'node_modules/mailer/package.json': '{"name":"mailer"}' },
    change: { 'node_modules/mailer/index.js': `require('nodemailer').createTransport({ host: 'smtp.gmail.com' });\n` },
  },
  'a service of the same compose file': {
    change: { 'docker-compose.yml': 'services:\n  relay: { image: x }\n', '.env': 'SMTP_HOST=relay\n' },
  },
  'a service whose compose file builds the folder': {
    change: {
      'docker/compose.yml': 'services:\n  relay: { image: x }\n  app:\n    build: { context: .. }\n',
      '.env': 'SMTP_HOST=relay\n',
    },
  },
  'a service whose compose file takes the env file': {
    change: {
      'docker/compose.yml': 'services:\n  relay: { image: x }\n  app: { image: y, env_file: [../deploy/prod.env] }\n',
      'deploy/prod.env': 'SMTP_HOST=relay\n',
    },
  },
  'a Service of the same manifests': {
    change: {
      'k8s/mail/service.yml':
        'kind: Service\nmetadata: { name: mailer, namespace: mail-system }\nspec: { selector: { app: mail } }\n',
      'k8s/app/prod.env': 'SMTP_HOST=mailer\n',
      'app/.env': 'SMTP_HOST=mailer.mail-system.svc.cluster.local\n',
    },
  },
  'mail catchers by their own names': {
    change: { '.env': 'SMTP_HOST=mailhog\n', 'deploy/prod.env': 'SMTP_HOST=mailpit\n' },
  },
  'names that are reserved': { change: { '.env': 'SMTP_HOST=smtp.example.com\n', 'a/.env': 'SMTP_HOST=mx.test\n' } },
  'a sample with a name of nobody': { change: { 'app/.env.example': 'SMTP_HOST=smtp.yourdomain.com\n' } },
  'what a sparse check-out leaves out as it was, or the policy does not look at': {
    change: ({ git, commit }) => {
      commit({ 'docs/.env': ENV, 'app/a.txt': 'a' });
      git('sparse-checkout', 'set', '--cone', '--sparse-index', 'app');
    },
  },
  'links within the repository': {
    change: ({ root }) => {
      symlinkSync('../.env', path.join(root, 'app/.env'));
      symlinkSync('..', path.join(root, 'app/up'));
    },
  },
};

describe('a change is not held up for', () => {
  it.each(Object.entries(harmless))('%s', async (_, change) => {
    const { stops, complete } = await scan(repositoryWith(change), '.', { base: 'main' });
    expect([stops.map(({ rule, path: file, line }) => `${rule} ${file}:${line}`), complete]).toEqual([[], true]);
  });
});
