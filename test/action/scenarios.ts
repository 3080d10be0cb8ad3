/** What can happen to a repository under the action's eyes, and what has to come of it. */
import { type Files, POLICY, repositoryIn } from '../repository.ts';
import { type Change, type ChangeOptions, GOOD, OLD } from './change.ts';
import type { Event } from './runner.ts';

export interface Scenario {
  readonly name: string;
  readonly before: Files;
  readonly after: Files;
  readonly options?: ChangeOptions;
  /** `changed-only` is on when left out. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Instead of a pull request. */
  readonly event?: (change: Change) => Event;
  readonly expected: {
    /** `0` lets the job pass, anything else does not. */
    readonly exitCode: '0' | '1' | '2';
    /** All of SARIF's results; undefined when there is no SARIF. */
    readonly results: readonly string[] | undefined;
    readonly relays?: string;
    readonly uploaded?: boolean;
    readonly log?: readonly (string | RegExp)[];
    readonly summary: readonly string[];
  };
}

const base = { '.smtp-scan.yml': POLICY };
const policyWith = (more: string): Files => ({ '.smtp-scan.yml': `${POLICY}${more}` });
const ignored = (reason: string): string => `# smtp-scan: ignore legacy-relay${reason}\n${OLD}`;
const CALL =
  "const nodemailer = require('nodemailer');\nconst { host } = require('./config');\nnodemailer.createTransport({ host, port: 587 });\n";
const configured = (host: string): string => `exports.host = process.env.RELAY || '${host}';\n`;
const NOTHING = ['**Nothing to change**'];
const legacyIn = (file: string): string => `error legacy-relay ${file}`;
const OLD_RELAY = ['**1 error**', 'mx1.old-dc.example is a legacy relay', '`smtp-relay.corp.example`'];
/** The fingerprint of the setting in `.env`, as `--write-baseline` writes it. */
const BASELINE = (fingerprint: string): string =>
  `{"version":1,"findings":[{"fingerprint":"${fingerprint}","rule":"legacy-relay","path":".env","key":"SMTP_HOST","host":"mx1.old-dc.example"}]}`;

export const scenarios: readonly Scenario[] = [
  {
    name: 'a legacy relay is added',
    before: { ...base, '.env': GOOD },
    after: { 'api/.env': OLD },
    expected: {
      exitCode: '1',
      results: [legacyIn('api/.env'), 'warning mixed-relays api/.env'],
      relays: '2',
      log: [/^::error file=api\/\.env,line=1,.*title=smtp-scan legacy-relay::/m, 'only what is new since'],
      summary: ['**1 error, 1 warning**', 'Mail (runtime) leaves through 2 relays'],
    },
  },
  {
    name: 'a legacy relay is moved to another line',
    before: { ...base, '.env': `A=1\n${OLD}` },
    after: { '.env': `N=1\nA=1\n  ${OLD}` },
    expected: { exitCode: '1', results: [legacyIn('.env')], summary: OLD_RELAY },
  },
  {
    name: 'a legacy relay is moved along by lines above it',
    before: { ...base, '.env': `A=1\n${OLD}` },
    after: { '.env': `N=1\nA=1\n${OLD}` },
    expected: { exitCode: '0', results: [], log: ['1 finding of before left out'], summary: NOTHING },
  },
  {
    name: 'a file with a legacy relay is renamed',
    before: { ...base, 'x/.env': `A=1\nB=2\n${OLD}` },
    after: { 'x/.env': null, 'y ü/.env': `A=1\nB=2\n${OLD}` },
    expected: { exitCode: '0', results: [], log: ['1 finding of before left out'], summary: NOTHING },
  },
  {
    name: 'a legacy relay comes back through a default, the call untouched',
    before: { '.smtp-scan.yml': POLICY, 'send.js': CALL, 'config.js': configured('smtp-relay.corp.example') },
    after: { 'config.js': configured('mx1.old-dc.example') },
    expected: {
      exitCode: '1',
      results: [legacyIn('config.js')],
      log: ['::error file=config.js,line=1,'],
      summary: ['config.js:1:', 'It counts wherever RELAY is not set'],
    },
  },
  {
    name: 'the policy is changed in the same pull request',
    before: base,
    after: { '.smtp-scan.yml': 'approved: [mx1.old-dc.example, smtp-relay.corp.example]\n', '.env': OLD },
    expected: {
      exitCode: '1',
      results: [legacyIn('.env'), 'warning policy-changed .smtp-scan.yml'],
      summary: ['**1 error, 1 warning**', 'judged by the policy of the base commit'],
    },
  },
  {
    name: 'the policy is removed',
    before: base,
    after: { '.smtp-scan.yml': null, 'api/.env': OLD },
    expected: {
      exitCode: '1',
      results: ['warning policy-changed .smtp-scan.yml', legacyIn('api/.env')],
      summary: ['**1 error, 1 warning**'],
    },
  },
  {
    name: 'the first policy comes',
    before: { '.env': OLD },
    after: { '.smtp-scan.yml': POLICY, 'api/.env': OLD },
    expected: {
      exitCode: '1',
      results: ['warning policy-changed .smtp-scan.yml', legacyIn('api/.env')],
      log: ['this change brings one, and is judged by it', '1 finding of before left out'],
      summary: ['brings the first policy'],
    },
  },
  {
    name: 'there is no policy',
    before: { 'README.md': 'x' },
    after: { '.env': OLD },
    expected: {
      exitCode: '0',
      results: [],
      log: ['neither the base commit nor this change has a policy', '::warning title=smtp-scan judges nothing::'],
      summary: ['**Not judged**', 'No policy says which relays are right'],
    },
  },
  {
    name: 'a baseline knows the relay',
    before: { ...base, '.env': OLD, 'known.json': BASELINE('FINGERPRINT') },
    after: { 'README.md': 'x' },
    inputs: { baseline: 'known.json' },
    expected: { exitCode: '0', results: [], summary: NOTHING },
  },
  {
    name: 'a baseline knows another relay only',
    before: { ...base, '.env': OLD, 'known.json': BASELINE('FINGERPRINT') },
    after: { 'api/.env': OLD },
    inputs: { baseline: 'known.json' },
    expected: { exitCode: '1', results: [legacyIn('api/.env')], summary: OLD_RELAY },
  },
  {
    name: 'a relay is suppressed with a reason',
    before: { ...base, '.env': ignored(' -- moves in January') },
    after: { 'README.md': 'x' },
    inputs: {},
    expected: { exitCode: '0', results: [], summary: NOTHING },
  },
  {
    name: 'a relay is suppressed without a reason',
    before: { ...base, '.env': ignored('') },
    after: { 'README.md': 'x' },
    inputs: {},
    expected: {
      exitCode: '1',
      results: ['warning ignore-without-reason .env', legacyIn('.env')],
      summary: ['**1 error, 1 warning**', 'gives no reason'],
    },
  },
  {
    name: 'the pull request itself suppresses the relay',
    before: base,
    after: { '.env': ignored(' -- moves in January') },
    expected: {
      exitCode: '1',
      results: ['warning unused-ignore .env', legacyIn('.env')],
      summary: ['new in this change and does not count yet'],
    },
  },
  {
    name: 'an exception has expired',
    before: {
      ...base,
      '.env': OLD,
      ...policyWith('exceptions: [{ host: mx1.old-dc.example, reason: fax, until: 2020-01-31 }]\n'),
    },
    after: { 'README.md': 'x' },
    inputs: {},
    expected: {
      exitCode: '1',
      results: [legacyIn('.env'), 'warning expired-exception .smtp-scan.yml'],
      summary: ['ended on 2020-01-31'],
    },
  },
  {
    name: 'an exception holds',
    before: {
      ...base,
      '.env': OLD,
      ...policyWith('exceptions: [{ host: mx1.old-dc.example, reason: fax, until: 2999-01-31 }]\n'),
    },
    after: { 'README.md': 'x' },
    inputs: {},
    expected: { exitCode: '0', results: [], summary: NOTHING },
  },
  {
    name: 'the check-out is shallow',
    before: { ...base, '.env': OLD },
    after: { 'api/.env': OLD },
    options: { depth: 1 },
    expected: { exitCode: '1', results: [legacyIn('api/.env')], log: ['only what is new since'], summary: OLD_RELAY },
  },
  {
    name: 'the check-out is shallow and can fetch nothing',
    before: base,
    after: { 'api/.env': OLD },
    options: {
      depth: 1,
      arrange: { workspace: ({ git }) => git('remote', 'set-url', 'origin', 'file:///nowhere') },
    },
    expected: {
      exitCode: '2',
      results: undefined,
      uploaded: false,
      log: [/::error title=smtp-scan::.*which is shallow.*git fetch/],
      summary: ['**The scan could not be done**'],
    },
  },
  {
    name: 'the pull request comes from a fork',
    before: base,
    after: { 'api/.env': OLD },
    options: { fork: true, depth: 1 },
    expected: {
      exitCode: '1',
      results: [legacyIn('api/.env')],
      uploaded: false,
      log: ['::notice title=smtp-scan::', '::error file=api/.env'],
      summary: OLD_RELAY,
    },
  },
  {
    name: 'a binary file is changed',
    before: { ...base, '.env': OLD, 'logo.png': Uint8Array.of(137, 80, 78, 71, 0, 1, 10) },
    after: { 'logo.png': Uint8Array.of(137, 80, 78, 71, 0, 9, 10, 10) },
    expected: { exitCode: '0', results: [], summary: NOTHING },
  },
  {
    name: 'a file is deleted',
    before: { ...base, 'x/.env': OLD, 'y/.env': OLD },
    after: { 'x/.env': null },
    expected: { exitCode: '0', results: [], log: ['1 finding of before left out'], relays: '1', summary: NOTHING },
  },
  {
    name: 'a submodule brings a legacy relay',
    before: base,
    after: {},
    options: {
      clone: ['--recurse-submodules'],
      arrange: { topic: ({ root, git }) => addSubmodule(root, git) },
    },
    expected: { exitCode: '1', results: [legacyIn('mailer/.env')], summary: OLD_RELAY },
  },
  {
    name: 'a submodule has had a legacy relay before',
    before: base,
    after: { 'README.md': 'x' },
    options: {
      clone: ['--recurse-submodules'],
      arrange: { base: ({ root, git }) => addSubmodule(root, git) },
    },
    expected: { exitCode: '0', results: [], log: ['1 finding of before left out'], summary: NOTHING },
  },
  {
    name: 'one folder of a monorepo has its own policy',
    before: { 'apps/shop/.smtp-scan.yml': POLICY },
    after: { 'apps/shop/.env': OLD, 'apps/crm/.env': OLD },
    inputs: { path: 'apps/shop', category: 'shop', 'changed-only': 'true' },
    expected: {
      exitCode: '1',
      results: [legacyIn('apps/shop/.env')],
      log: ['::error file=apps/shop/.env,'],
      summary: ['apps/shop/.env:1:11'],
    },
  },
  {
    name: 'one folder of a monorepo is scanned by the policy above it, which the change removes',
    before: { '.smtp-scan.yml': POLICY, 'apps/shop/README.md': 'x' },
    after: { '.smtp-scan.yml': null, 'apps/shop/.env': OLD, 'apps/crm/.env': OLD },
    inputs: { path: 'apps/shop', 'changed-only': 'true' },
    expected: {
      exitCode: '1',
      results: ['warning policy-changed .smtp-scan.yml', legacyIn('apps/shop/.env')],
      log: ['::error file=apps/shop/.env,'],
      summary: ['apps/shop/.env:1:11'],
    },
  },
  {
    name: 'the diff is empty',
    before: { ...base, '.env': OLD },
    after: {},
    expected: { exitCode: '0', results: [], log: ['nothing differs from'], summary: NOTHING },
  },
  {
    name: 'the check-out writes other line breaks, as on Windows',
    before: { ...base, 'x/.env': ignored(' -- moves in January'), 'y/.env': OLD },
    after: { 'api/.env': `A=1\n${OLD}` },
    options: { clone: ['--config=core.autocrlf=true'] },
    expected: {
      exitCode: '1',
      results: [legacyIn('api/.env')],
      log: ['::error file=api/.env,line=2,endLine=2,col=11,endColumn=29,'],
      summary: OLD_RELAY,
    },
  },
  {
    name: 'a merge queue asks',
    before: base,
    after: { '.smtp-scan.yml': 'approved: [mx1.old-dc.example]\n', '.env': OLD },
    event: (change) => ({
      name: 'merge_group',
      payload: {
        repository: { full_name: 'corp/shop' },
        merge_group: { base_sha: change.base, head_sha: change.head },
      },
    }),
    expected: {
      exitCode: '1',
      results: [legacyIn('.env'), 'warning policy-changed .smtp-scan.yml'],
      summary: ['**1 error, 1 warning**'],
    },
  },
  {
    name: 'a push is scanned in full, by its own policy',
    before: { ...base, 'x/.env': OLD },
    after: { 'README.md': 'x' },
    event: (change) => ({
      name: 'push',
      payload: { before: change.base, after: change.head, repository: { full_name: 'corp/shop' } },
    }),
    expected: { exitCode: '1', results: [legacyIn('x/.env')], summary: OLD_RELAY },
  },
];

/** A repository of its own, beside the one that takes it in. */
function addSubmodule(root: string, git: (...args: readonly string[]) => string): void {
  const inner = `${root}-inner`;
  git('init', '-q', '-b', 'main', inner);
  repositoryIn(inner, true).commit({ '.env': OLD });
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${inner}`, 'mailer');
}
