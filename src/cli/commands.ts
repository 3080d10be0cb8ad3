/** Every command: what it is for, how it is used, its options. Help, completion and parsing are made of it. */
import { formats } from '../report/format-names.ts';
import type { OptionSpec } from './options.ts';

export interface CommandSpec {
  /** How it is called: `fix [PATH…]`. */
  readonly usage: string;
  /** A few words, for the list of commands. */
  readonly summary: string;
  /** Command lines that work, and what they do. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** What else has to be said. */
  readonly remarks?: string;
  /** What the exit codes 0, 1 and 2 mean. */
  readonly exitCodes: string;
  /** What stands behind the options, for completion. */
  readonly takes: 'paths' | 'words' | 'nothing';
}

const ROLES = ['runtime', 'sample', 'dev', 'test'];

const help: OptionSpec = { type: 'boolean', short: 'h', does: 'this help' };

/** Options that several commands have in common. */
const POLICY: Readonly<Record<string, OptionSpec>> = {
  config: { type: 'string', value: 'FILE', does: 'the policy, instead of .smtp-scan.yml' },
  approve: { type: 'string', multiple: true, value: 'HOST', does: 'count this relay as approved (repeatable)' },
  legacy: { type: 'string', multiple: true, value: 'HOST', does: 'count this relay as legacy (repeatable)' },
};

const JOBS: OptionSpec = { type: 'string', value: 'N', does: 'worker threads' };
const NO_IGNORE: OptionSpec = { type: 'boolean', does: 'also what git ignores' };

/** Words of reports on standard output. */
const COLOR: OptionSpec = {
  type: 'string',
  value: 'WHEN',
  values: ['auto', 'always', 'never'],
  does: 'auto, always, never',
};

const FAIL_ON: OptionSpec = {
  type: 'string',
  value: 'LEVEL',
  values: ['error', 'warning', 'note', 'never'],
  does: 'the mildest level that ends with 1: error (default), warning, note or never',
};

/** Options of the commands that read evidence. */
const EVIDENCE: Readonly<Record<string, OptionSpec>> = {
  ...POLICY,
  config: {
    type: 'string',
    value: 'FILE',
    does: 'the policy, instead of the nearest .smtp-scan.yml above the evidence',
  },
  resolve: {
    type: 'boolean',
    does: 'look the names of policy, settings and evidence up: the only use of the network',
  },
  'dns-server': { type: 'string', value: 'HOST[:PORT]', does: 'ask this name server (means --resolve)' },
  timezone: { type: 'string', value: 'OFFSET', does: 'the zone of stamps that have none: +02:00 (default UTC)' },
};

const formatOption = (names: readonly string[]): OptionSpec => ({
  type: 'string',
  multiple: true,
  short: 'f',
  value: 'F[=FILE]',
  choices: names,
  does: `${names.join(', ')} (repeatable; =FILE writes a file)`,
});

export const commands = {
  scan: {
    usage: '[scan] [PATH…]',
    summary: 'find every setting, judge it by the policy (.smtp-scan.yml)',
    examples: [
      ['smtp-scan', 'the repository in this folder'],
      ['smtp-scan scan apps/shop --verbose', 'a part of it, with all that was found'],
      ['smtp-scan --format sarif=smtp-scan.sarif --fail-on warning', 'a file for code scanning, and a stricter gate'],
      ['smtp-scan - --stdin-filename apps/shop/.env < draft.env', 'a file that is not saved yet'],
    ],
    options: {
      ...POLICY,
      'policy-ref': {
        type: 'string',
        value: 'REF',
        does: 'policy, baseline and ignore comments as that commit has them',
      },
      changed: {
        type: 'string',
        value: '[BASE]',
        does: 'only what is new since the merge base with BASE (origin/HEAD); --changed=BASE before a path',
      },
      staged: { type: 'boolean', does: 'only what is new in what is staged' },
      baseline: { type: 'string', value: 'FILE', does: 'leave out what the file lists' },
      'write-baseline': { type: 'boolean', does: 'write what is found to the baseline (.smtp-scan-baseline.json)' },
      format: formatOption(formats),
      'fail-on': FAIL_ON,
      strict: { type: 'boolean', does: 'whatever could not be read makes the scan incomplete: exit code 2' },
      role: {
        type: 'string',
        multiple: true,
        value: 'R',
        values: ROLES,
        does: `only settings of this role: ${ROLES.join(', ')} (repeatable)`,
      },
      'stdin-filename': {
        type: 'string',
        value: 'FILE',
        does: 'the name of the file that - reads from standard input',
      },
      jobs: JOBS,
      'no-ignore': NO_IGNORE,
      'no-mentions': { type: 'boolean', does: 'do not search every file for the names of legacy relays' },
      'path-prefix': {
        type: 'string',
        value: 'P',
        does: "put before each path in reports, when the scan root is not the repository's",
      },
      category: { type: 'string', value: 'NAME', does: "code scanning's category, in SARIF" },
      'include-suppressed': { type: 'boolean', does: 'also findings that are let through, in JSON and SARIF' },
      verbose: { type: 'boolean', short: 'v', does: 'also settings without findings, in text' },
      quiet: { type: 'boolean', short: 'q', does: 'findings only, in text; nothing when there is none' },
      stats: { type: 'boolean', does: 'times of the steps on standard error' },
      color: COLOR,
      help,
    },
    exitCodes: '0 nothing to report, 1 findings, 2 it could not do what was asked.',
    takes: 'paths',
  },
  trace: {
    usage: 'trace FILE…',
    summary: 'which relays handled the mail, as logs and messages show it',
    examples: [
      ['smtp-scan trace /var/log/mail.log*', 'logs, rotated and packed ones too, in any order'],
      ['smtp-scan trace invoice.eml ~/Maildir', 'messages: .eml, mbox, Maildir, pasted headers'],
      ['journalctl -o json -t postfix/smtp | smtp-scan trace -', 'what standard input brings'],
      ['smtp-scan trace /var/log/mail.log --repo .', 'beside what the repository says'],
    ],
    remarks: `What it is, is told by its content: Postfix, Exim, Sendmail, OpenSMTPD, qmail, Haraka, msmtp, dma and nullmailer,
in syslog, journald, Docker or Kubernetes; Exchange's send protocol and message tracking logs; Microsoft 365's and
Google Workspace's exports; Amazon SES events; debug logs of nodemailer and smtplib.`,
    options: {
      ...EVIDENCE,
      repo: {
        type: 'string',
        value: 'PATH',
        does: 'scan it, and name the settings that point to the relays that were seen',
      },
      format: formatOption(['text', 'json', 'sarif', 'markdown', 'html', 'csv']),
      'fail-on': FAIL_ON,
      verbose: { type: 'boolean', short: 'v', does: 'every source, message and remark' },
      quiet: { type: 'boolean', short: 'q', does: 'nothing when there is no finding' },
      color: COLOR,
      help,
    },
    exitCodes: '0 no finding, 1 findings, 2 not all could be read, or nothing of it shows mail that left.',
    takes: 'paths',
  },
  compare: {
    usage: 'compare BEFORE AFTER',
    summary: 'whether mail moved from the old relay to the new one',
    examples: [
      ['smtp-scan compare before.log after.log', 'two files or folders of evidence'],
      ['smtp-scan compare mail.log mail.log --changed-at 2026-10-01T08:00:00Z', 'one that holds both'],
      ['smtp-scan compare before.json after.json', 'results of trace, or of scan, as --format json writes them'],
    ],
    remarks: "The verdict is 'cut over', 'partly', 'not' or 'no evidence'.",
    options: {
      ...EVIDENCE,
      'changed-at': {
        type: 'string',
        value: 'TIME',
        does: 'when the setting was changed; otherwise the end of BEFORE',
      },
      format: formatOption(['text', 'json', 'markdown']),
      verbose: { type: 'boolean', short: 'v', does: 'every source' },
      color: COLOR,
      help,
    },
    exitCodes: '0 cut over, 1 partly or not, 2 no evidence, or not all of it could be read.',
    takes: 'paths',
  },
  init: {
    usage: 'init [PATH]',
    summary: 'write a policy from what the repository holds',
    examples: [
      ['smtp-scan init', 'writes .smtp-scan.yml, never over one that is there'],
      ['smtp-scan init --stdout', 'prints it'],
    ],
    options: { stdout: { type: 'boolean', does: 'print the policy instead of writing the file' }, help },
    exitCodes: '0 written, 2 there is a policy already, or it could not be written.',
    takes: 'paths',
  },
  fix: {
    usage: 'fix [PATH…]',
    summary: 'replace legacy relays as the policy says: a diff, or --write',
    examples: [
      ['smtp-scan fix', 'a diff on standard output; on standard error what is left for a person'],
      ['smtp-scan fix | git apply', 'the same, applied by git'],
      ['smtp-scan fix --write', 'changes the files, then scans again'],
      [
        'smtp-scan fix --legacy mx1.old-dc.example --replacement smtp-relay.corp.example:587',
        'where there is no policy yet',
      ],
    ],
    options: {
      write: { type: 'boolean', does: 'change the files; refused where changes are not committed' },
      'allow-dirty': { type: 'boolean', does: 'change them all the same' },
      'keep-credentials': { type: 'boolean', does: 'user and password hold at the new relay, too' },
      format: {
        type: 'string',
        short: 'f',
        value: 'F',
        values: ['diff', 'json'],
        does: 'diff (default) or json',
      },
      ...POLICY,
      replacement: {
        type: 'string',
        value: 'HOST[:PORT]',
        does: 'for the legacy relays that the policy names none for',
      },
      jobs: JOBS,
      'no-ignore': NO_IGNORE,
      help,
    },
    exitCodes: '0 nothing is left, 1 something is left for a person, 2 it could not do what was asked.',
    takes: 'paths',
  },
  routes: {
    usage: 'routes [PATH…]',
    summary: 'the outbound mail path as a document (Markdown, HTML, JSON, CSV)',
    examples: [
      ['smtp-scan routes', 'Markdown on standard output, with a picture that GitHub draws'],
      ['smtp-scan routes --format markdown=docs/mail-routes.md --format html=mail-routes.html', 'two files'],
      ['smtp-scan routes --check docs/mail-routes.md', 'whether a committed document is still true'],
    ],
    options: {
      format: formatOption(['markdown', 'html', 'json', 'csv']),
      check: {
        type: 'string',
        multiple: true,
        value: 'FILE',
        does: 'write nothing; exit with 1 when the file is not what would be written (repeatable)',
      },
      evidence: {
        type: 'string',
        multiple: true,
        value: 'FILE',
        does: 'what smtp-scan trace --format json wrote: configured beside seen (repeatable)',
      },
      'link-base': {
        type: 'string',
        value: 'URL',
        does: 'the address of the files, such as https://github.com/o/r/blob/main; links are relative otherwise',
      },
      ...POLICY,
      'no-ignore': NO_IGNORE,
      help,
    },
    exitCodes: '0 written, or the files are up to date; 1 a file is stale; 2 not everything could be read.',
    takes: 'paths',
  },
  merge: {
    usage: 'merge RESULT.json…',
    summary: 'the results of many repositories as one map',
    examples: [
      ['smtp-scan merge results/', 'a folder with one result for each repository: results/OWNER/NAME.json'],
      ['smtp-scan merge shop=a.json crm=b.json', 'results with names of their own'],
      [
        'smtp-scan merge results/ --since before.json --label 2026-11-28 --format json=now.json --format html=map.html',
        'what changed since the merge before',
      ],
    ],
    remarks:
      "A result is what smtp-scan --format json writes. Beside shop.json may lie the repository's CODEOWNERS as shop.CODEOWNERS.",
    options: {
      format: formatOption(['markdown', 'html', 'json']),
      since: {
        type: 'string',
        value: 'FILE',
        does: 'the JSON of the merge before: what is gone, what is new, and the burn-down',
      },
      label: { type: 'string', value: 'TEXT', does: 'what this merge is called in the burn-down, such as a date' },
      retired: {
        type: 'string',
        multiple: true,
        value: 'NAME',
        does: 'a repository of the merge before that is no more (repeatable)',
      },
      'fail-on': {
        type: 'string',
        value: 'WHAT',
        values: ['legacy', 'unapproved', 'never'],
        does: 'legacy (default): places that name a legacy relay; unapproved: these as well; or never',
      },
      help,
    },
    exitCodes: '0 none of these, 1 some, 2 a result is missing, cannot be read or is incomplete.',
    takes: 'paths',
  },
  explain: {
    usage: 'explain RULE|DETECTOR|FILE:LINE',
    summary: 'what it means, what decides it, what to do',
    examples: [
      ['smtp-scan explain legacy-relay', 'a rule: what it means, why it matters, what to do'],
      ['smtp-scan explain nodemailer', 'a detector: what it recognises, and by which documentation'],
      ['smtp-scan explain apps/shop/.env:2', 'a line: what is there, the way to it, why it is judged so, what to do'],
    ],
    options: { ...POLICY, help },
    exitCodes: '0 explained, 2 there is nothing of that name or on that line.',
    takes: 'paths',
  },
  suppressions: {
    usage: 'suppressions [PATH]',
    summary: 'list ignore comments, exceptions and baseline entries',
    examples: [
      ['smtp-scan suppressions', 'all that is let through, with its reason, since when and until when'],
      ['smtp-scan suppressions --json', 'the same for programs'],
    ],
    options: {
      json: { type: 'boolean', does: 'as JSON' },
      config: { type: 'string', value: 'FILE', does: 'the policy, instead of .smtp-scan.yml' },
      baseline: { type: 'string', value: 'FILE', does: 'the baseline, instead of .smtp-scan-baseline.json' },
      help,
    },
    exitCodes: '0 listed, 2 the policy or the baseline cannot be used.',
    takes: 'paths',
  },
  detectors: {
    usage: 'detectors',
    summary: 'list what is recognised',
    examples: [
      ['smtp-scan detectors', 'every system, and where it keeps its relay'],
      ['smtp-scan detectors --json', 'the same for programs'],
    ],
    options: { json: { type: 'boolean', does: 'as JSON' }, help },
    exitCodes: '0 listed, 2 there is no such option.',
    takes: 'nothing',
  },
  completion: {
    usage: 'completion bash|zsh|fish',
    summary: 'a script that completes commands and options in a shell',
    examples: [
      ['source <(smtp-scan completion bash)', 'in ~/.bashrc'],
      ['source <(smtp-scan completion zsh)', 'in ~/.zshrc, after compinit'],
      ['smtp-scan completion fish > ~/.config/fish/completions/smtp-scan.fish', 'for fish'],
    ],
    options: { help },
    exitCodes: '0 printed, 2 there is no script for that shell.',
    takes: 'words',
  },
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandName = keyof typeof commands;

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

export const specOf = (name: CommandName): CommandSpec => commands[name];
