/** Commands that send mail or set an application up, as text: in CI files, units, cron tables, manifests, check commands. */

import { moduleEnd } from '../../src/detect/building.ts';
import { detector, LANGUAGES, type Match, type Matcher, needing } from '../../src/detect/detector.ts';
import { inText, isCommented, lineAround, literalAt, type TextSpec } from '../../src/detect/text-matches.ts';
import type { Expr, Range } from '../../src/model/expr.ts';
import type { Facts } from '../../src/model/facts.ts';
import { isRelayVariable } from './environment.ts';
import { isRelayKey } from './generic.ts';
import { listens } from './listeners.ts';

/** In shell scripts calls are followed (shell.ts); what stands there within quotes is text all the same. */
const anywhere = (spec: TextSpec): Matcher => {
  const all = inText({ ...spec, strict: true });
  const literal = inText({ ...spec, strict: true, literalOnly: true });
  return needing(all.needs, (facts, tools) => (facts.format === 'bash' ? literal : all)(facts, tools));
};

/** Texts of a shell script that are commands themselves. */
const madeByScript = (spec: TextSpec): Matcher => {
  const matcher = inText({ ...spec, strict: true });
  return needing(matcher.needs, (facts, tools) => (facts.format === 'bash' ? matcher(facts, tools) : []));
};

/** Not a macro of Nagios or fail2ban: command-macros.ts knows these. */
const VALUE = String.raw`["']?(?!\$\w+\$|<(?!<))(?<value>(?:\{\{[^\n}]{0,300}\}\}|<<[ \t]*[a-z][\w.-]{0,80}[ \t]*>>|[^\s"'|;,\\])+)`;
/** Between an option and its value: a sign, blanks, or the next item of a list. */
const GAP = String.raw`["']?(?:=|[ \t]+|[ \t]*,[ \t]*(?=["'\d$<{])|\s*\n[ \t]*-[ \t]+)`;
const REST = String.raw`[^\n|;]{0,400}?[\s"',]`;

const command = (name: string, options: string): RegExp =>
  new RegExp(String.raw`(?<![\w.-])${name}["']?(?=[\s,])${REST}(?:${options})${GAP}${VALUE}`);

/** A number, or what stands for one: `$PORT`, `${var.port}`, `{{ port }}`, `${{ inputs.port }}`, `<< parameters.port >>`. */
const PORT = String.raw`["']?(?<value>\d+|\$?\{\{[^\n}]{0,100}\}\}|\$\{[\w.]{1,80}\}|\$\w{1,80}|<<[ \t]*[a-z][\w.-]{0,80}[ \t]*>>)`;
const PORT_GAP = String.raw`["']?(?:=|[ \t]+|[ \t]*,[ \t]*)`;

const MSMTP_PORT = new RegExp(String.raw`\bmsmtp\b[^\n|;]{0,400}?[\s"',]--port${PORT_GAP}${PORT}`);

const SWAKS_PORT = new RegExp(String.raw`\bswaks["']?[\s,][^\n|;]{0,400}?(?<=[\s"',])(?:--port|-p)${PORT_GAP}${PORT}`);

/** docker-mailserver's own command, up to the relay: a line of a script, or of a container's shell. */
const SETUP = String.raw`^[ \t]*(?:[\w./-]+[ \t]+){0,6}?(?:[\w./-]*\bsetup(?:\.sh)?[ \t][^\n|;]{0,100}?\brelay[ \t]+add-domain|addrelayhost)[ \t]+["']?[\w.*$@{}-]+["']?[ \t]+`;

/** Where variables are handed to a program: systemd, containers, platforms. */
const HANDED =
  /^[ \t]*Environment=[^\n]*|(?<![\w-])(?:-e|--env|--env-add|--build-arg|--from-literal|--(?:set|update)-env-vars|--settings|config:set|secrets[ \t]+set|env[ \t]+set|--environment)(?=[\s="'])[^\n]*/gm;
const ASSIGNED =
  /(?<![\w.-])(?<name>[A-Z][A-Z0-9_]*)=["']?(?<value>(?:\$\{[^\s}]*\}|\{\{[^\n}]{0,300}\}\}|[^\s"',;}])+)/dg;

/** `kubectl create configmap mail --from-literal=smtp_host=h`: keys of what a program is given, in any case of letters. */
const FROM_LITERAL = /(?<![\w-])--from-literal(?=[\s=])[^\n]*/g;
const KEY = /(?<=--from-literal[ \t=]["']?)(?<name>[A-Za-z][\w.-]*)=["']?(?<value>[^\s"',;]+)/dg;

/** `helm --set smtp.host=h,smtp.port=587`. */
const SET = /(?<![\w-])--set(?:-string|-literal)?(?=[\s=])[^\n]*/g;
const SET_KEY = /(?<=[\s,"'=])(?<name>[A-Za-z][\w-]*(?:\.[\w-]+)+)=(?<value>(?:\{\{[^\n}]*\}\}|[^\s"',;])+)/dg;

/** Parameters of a stack. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html */
const OF_STACK = /parameter[-_]overrides\b[^\n]*/g;
const PARAMETER = /(?<![\w.-])(?<name>[A-Za-z]\w*)=["']?(?<value>[^\s"',;\]]+)/dg;

/** Constants that a build is given. https://pkg.go.dev/cmd/link, https://gcc.gnu.org/onlinedocs/gcc/Preprocessor-Options.html */
const BUILT = /(?<![\w-])-(?:X[ \t=]|D["']?\w)[^\n]*/g;
const CONSTANT =
  /(?<![\w-])-(?:X[ \t=]+["'\\]{0,3}(?:[\w./-]+\.)?|D["']?)(?<name>[A-Za-z_]\w*)=["'\\]{0,4}(?<value>[^\s"',;\\]+)/dg;
const isConstant = (name: string): boolean => isRelayVariable(name) || isRelayKey([name]);

function* assigned(facts: Facts, where: RegExp, word: RegExp, isRelay: (name: string) => boolean): Generator<Match> {
  const { text } = facts.source;
  for (const handed of text.matchAll(where)) {
    if (isCommented(text, handed.index)) continue;
    for (const found of handed[0].matchAll(word)) {
      const name = found.groups?.name ?? '';
      const at = found.indices?.groups?.value;
      if (!at || !isRelay(name)) continue;
      const host = literalAt(facts, { start: handed.index + at[0], end: handed.index + at[1] });
      if (listens(name, host)) continue;
      const port = portBeside(facts, host.range, name, word);
      yield {
        host,
        place: { ...moduleEnd(facts), at: host.range.start },
        key: name,
        anchor: host.range,
        ...(port ? { port } : {}),
      };
    }
  }
}

/** What the name of a host ends in, where that of its port has `PORT`: `SMTP_HOST`, `smtp.hostname`, `MailServer`. */
const OF_HOST =
  /[._-]?(?:host(?:[_-]?name)?|server(?:[_-]?(?:host|name|addr(?:ess)?))?|addr(?:ess)?|relay(?:[_-]?host)?)$/i;
const OF_PORT = /[._-]?port(?:[_-]?number)?$/i;

/** The port that the same command gives to a variable or key that is called like the host's. */
function portBeside(facts: Facts, host: Range, name: string, word: RegExp): Expr | undefined {
  const { start, end } = commandAround(facts.source.text, host);
  const base = name.replace(OF_HOST, '').toLowerCase();
  for (const { groups, indices } of facts.source.text.slice(start, end).matchAll(word)) {
    const [from, to] = indices?.groups?.value ?? [];
    const key = groups?.name ?? '';
    if (from === undefined || to === undefined || !OF_PORT.test(key)) continue;
    if (key.replace(OF_PORT, '').toLowerCase() === base)
      return literalAt(facts, { start: start + from, end: start + to });
  }
  return undefined;
}

/** As many lines of a command are looked at before and behind an option. */
const MOST_LINES = 12;

/** An option that goes on, in a list of YAML or JSON or behind a backslash: the lines before and behind it that do so too. */
function commandAround(text: string, at: Range): Range {
  let { start, end } = lineAround(text, at);
  for (let line = 0; line < MOST_LINES && start > 0; line += 1) {
    const before = lineAround(text, { start: start - 1, end: start - 1 });
    if (!isOption(text, { start, end: start + 200 }) && !/\\\r?$/.test(text.slice(before.start, before.end))) break;
    if (before.start >= start) break;
    start = before.start;
  }
  for (let line = 0; line < MOST_LINES && end < text.length; line += 1) {
    const next = lineAround(text, { start: end + 1, end: end + 1 });
    if (!isOption(text, next) && !/\\\r?$/.test(text.slice(Math.max(start, end - 3), end))) break;
    if (next.end <= end) break;
    end = next.end;
  }
  return { start, end };
}

/** A line that is an option, or the value of one: `- --smtp-port=587`, `"--smtp-port", "587",`, `- "587"`. */
const isOption = (text: string, { start, end }: Range): boolean =>
  /^[ \t]*(?:-[ \t]+)?["']?-{1,2}[a-z]|^[ \t]*(?:-[ \t]+)?["']?\d+["']?,?[ \t]*\r?$/m.test(
    text.slice(start, end).split('\n', 1)[0] ?? '',
  );

/** What a program runs is read as a script (src/read/within/commands.ts), in which the detectors of scripts find it. */
export const commandsOfPrograms = detector({
  id: 'commands-of-programs',
  title: 'Commands that programs run',
  docs: 'https://docs.python.org/3/library/subprocess.html',
  layer: 'deployment',
  formats: LANGUAGES,
  keywords: ['swaks', 'sendemail', 'msmtp', 'postconf', /curl.{0,300}smtps?:\/\//, /-S\s*["',\s]{0,4}(?:smtp|mta)=/],
  recognises:
    '`subprocess.run("swaks --server h")`, `execSync`, `system`, `exec.Command("curl", "smtp://h")`, also by lists and names; not what is only printed',
  settings: [needing([/swaks|send[eE]mail|msmtp|postconf|smtps?:\/\/|(?:smtp|mta)=/], () => [])],
});

/** What a database runs in a language of its own is read as a program (src/read/within/database-functions.ts). */
export const functionsOfDatabases = detector({
  id: 'functions-of-databases',
  title: 'Functions within databases',
  docs: 'https://www.postgresql.org/docs/current/plpython-funcs.html',
  layer: 'application',
  formats: ['sql'],
  keywords: [/language\s+["']?pl(?:python|perl)/],
  recognises: '`smtplib.SMTP("h")` within `AS $$ … $$ LANGUAGE plpython3u`, Perl’s modules within `plperlu`',
  settings: [needing([/smtp|mail/i], () => [])],
});

export default detector({
  id: 'command-line-embedded',
  title: 'Commands within other files',
  docs: 'https://curl.se/docs/manpage.html',
  layer: 'deployment',
  formats: [
    'yaml',
    'json',
    'toml',
    'ini',
    'lines',
    'dotenv',
    'properties',
    'xml',
    'hcl',
    'dockerfile',
    'nix',
    'bash',
    'powershell',
  ],
  keywords: [
    'swaks',
    /blat.{0,400}-server/,
    'traptoemail',
    'mini_sendmail',
    /-(?:e?mail|smtp)[\w-]{0,40}[ \t].{0,300}-(?:s|h|-host|-server|-smtp|-relay)[ \t=]/,
    'sendemail',
    /relay[ \t]{1,9}add-domain|addrelayhost/,
    /smtps?:\/\//,
    /mailtos?:\/\/.{0,300}[?&]smtp=/,
    /-S\s*["']?(?:smtp|mta)=/,
    /msmtp["']?[\s,].{0,400}--host/,
    /(?:args|options|params|flags|cmd|command|path)["']?[\s=:].{0,200}--host/,
    /-d?["']?(?:[\w.-]{0,40}[.-])?(?:smtp|mail)[\w.-]{0,20}(?:host|server|addr|relay|ur[il]|dsn)/,
    /(?:Environment=|-e |--env|--from-literal|config:set|secrets set|--set).{0,200}(?:smtp|mail|relay)/,
    /mail_smtphost/,
    /parameter[-_]overrides.{0,400}(?:smtp|mail|relay)/,
    'outgoing-host',
    /-(?:x[ \t=]|d).{0,200}(?:smtp|mail|relay)/,
  ],
  recognises:
    '`swaks --server`, `sendEmail -s`, `mailx -S smtp=`, `curl smtp://…`, `--smtp-host h`, `-smtp smtp://…`, `-X main.smtpHost=h`, `-DSMTP_HOST=h`, `JAVA_OPTS=-Dmail.smtp.host=h` in any file; `docker -e SMTP_HOST=`, `Environment=SMTP_HOST=`, `helm --set smtp.host=`, `parameter_overrides` of SAM',
  settings: [
    anywhere({ key: 'swaks', host: command('swaks', '--server|-s'), port: SWAKS_PORT }),
    // https://github.com/maildev/maildev#usage
    anywhere({ key: '--outgoing-host', host: command('maildev', '--outgoing-host') }),
    // A script makes the command as a text that something else runs: `docker exec web bash -c "swaks --server '$SERVER'"`.
    madeByScript({ key: 'swaks', host: new RegExp(`["']${command('swaks', '--server|-s').source}`) }),
    // https://docker-mailserver.github.io/docker-mailserver/latest/config/setup.sh/
    inText({
      key: 'relay add-domain',
      host: new RegExp(String.raw`${SETUP}["']?(?<value>[\w$][^\s"'|;]*)`),
      port: new RegExp(String.raw`${SETUP}["']?[\w$][^\s"'|;]*["']?[ \t]+["']?(?<value>\d+|\$\{?\w+\}?)`),
      strict: true,
    }),
    // Net-SNMP's: traptoemail(1)
    anywhere({ key: 'traptoemail', host: command('traptoemail', '-s') }),
    // mini_sendmail(8): values stand right behind their options
    anywhere({
      key: 'mini_sendmail',
      host: /(?<![\w.-])mini_sendmail\b[^\n|;]{0,200}?[ \t]-s["']?(?<value>[\w$][^\s"'|;]*)/,
      port: /\bmini_sendmail\b[^\n|;]{0,200}?[ \t]-p(?<value>\d+)/,
    }),
    // Programs that are called after what they do: `sensu-email-handler -s h -P 587`; checks only look.
    anywhere({
      key: 'mail program',
      host: /(?<![\w.-])(?![\w-]{0,60}(?:check|prob|test|monitor|wait))(?:[a-z]\w{0,30}-){1,3}(?:e?mail|smtp)(?:er)?(?:-[a-z]\w{0,30}){0,3}[ \t](?:[^\n|;]{0,300}?[ \t])?(?:-s|-S|-H|--host|--server|--smtp|--relay)(?:=|[ \t]+)["']?(?<value>[\w-]+(?:\.[\w-]+)+)(?=["':\s]|$)/,
      port: /[ \t](?:-p|-P|--port)(?:=|[ \t]+)(?<value>\d+)/,
    }),
    // https://www.blat.net/syntax/syntax.html
    anywhere({
      key: 'blat',
      host: new RegExp(String.raw`(?<![\w.-])blat(?:\.exe)?["']?[ \t]${REST}-server[ \t]+${VALUE}`),
      port: /[ \t]-port[ \t]+(?<value>\d+)/,
    }),
    anywhere({ key: 'sendEmail', host: command('send[eE]mail(?:\\.pl)?', '-s') }),
    anywhere({ key: 'msmtp', host: command('msmtp', '--host'), port: MSMTP_PORT }),
    // Sympa's sendmail_args, Asterisk's mailcmd: the program may stand in an option of its own.
    inText({
      key: 'sendmail_args',
      host: new RegExp(
        String.raw`^[ \t]*(?:sendmail|mailer|mail)[_-]?(?:args|options|params|flags|cmd|command|path)\b["']?[ \t]*[=: ][^\n]{0,200}?--host(?:=|[ \t]+)${VALUE}`,
      ),
      port: /[ \t]--port(?:=|[ \t]+)(?<value>\d+)/,
      strict: true,
    }),
    // Apprise: https://github.com/caronc/apprise/wiki/Notify_email
    anywhere({
      key: 'mailto.smtp',
      host: /\bmailtos?:\/\/[^\s"'<>]{0,300}?[?&]smtp=(?<value>[^\s"'&<>]+)/,
      port: /\bmailtos?:\/\/[^\s"'<>]{0,300}?[?&]port=(?<value>\d+)/,
      implicitTls: /\bmailtos:\/\/[^\s"'<>]{0,300}?[?&]mode=(?<value>ssl)/,
      startTls: /\bmailtos:\/\/[^\s"'<>]{0,300}?[?&]mode=(?<value>starttls)/,
    }),
    anywhere({
      key: 'mailx -S',
      host: /(?<![\w.-])(?:mail|mailx|heirloom-mailx|s-nail|nail|bsd-mailx)[ \t][^\n|;]{0,400}?-S[ \t]*["']?(?:smtp|mta)=["']?(?<value>[^\s"'\\]+)/,
    }),
    anywhere({ key: 'curl', host: /(?<![\w.-])curl\b[^\n|;]{0,400}?[\s"'](?<value>smtps?:\/\/[^\s"'\\]+)/ }),
    anywhere({
      key: 'smtp_url',
      host: /-e[ \t]+["'][^\n"']{0,100}\bsmtp_url[ \t]*=[ \t]*\\?["']?(?<value>smtps?:\/\/[^\s"'\\]+)/,
    }),
    anywhere({ key: 'sendemail.smtpServer', host: /\bsendemail\.smtp[sS]erver[ \t]+["']?(?<value>[^\s"']+)/ }),
    anywhere({
      key: 'mail_smtphost',
      host: /\bconfig:system:set[ \t]+["']?mail_smtphost\b[^\n|;]{0,100}?--value(?:=|[ \t]+)["']?(?<value>[^\s"']+)/,
    }),
    anywhere({
      key: '--smtp-host',
      host: new RegExp(
        String.raw`(?<![\w-])-{1,2}(?:D["']?)?(?:[\w.]{1,40}[.-])?(?:(?:smtp|e?mail)[-_.]?(?:(?:smtp|mta)[-_.]?)?(?:host(?:-?name)?|server(?:-?(?:host|name|addr(?:ess)?))?|relay(?:-?host)?|smarthost)|(?:e?mail[-_.]?)?smtp[-_.]?addr(?:ess)?)${GAP}${VALUE}`,
      ),
      near: commandAround,
      port: new RegExp(
        String.raw`(?<![\w-])-{1,2}(?:D["']?)?(?:[\w.]{1,40}[.-])?(?:smtp|e?mail)[-_.]?(?:(?:smtp|mta)[-_.]?)?(?:(?:server|host|relay)[-_.]?)?port${GAP}${PORT}`,
      ),
    }),
    anywhere({
      key: '--smtp',
      host: new RegExp(
        String.raw`(?<![\w-])-{1,2}(?:[\w.]{1,40}[.-])?(?:smtp|mail(?:er)?|relay)(?:[-_.](?:ur[il]|dsn|connection|uri))?${GAP}["']?(?<value>(?:smtps?|submissions?):\/\/(?:''(?=\$)|[^\s"',])+)`,
      ),
    }),
    needing([new RegExp(HANDED.source, 'm')], (facts) => assigned(facts, HANDED, ASSIGNED, isRelayVariable)),
    needing([new RegExp(OF_STACK.source)], function* (facts) {
      for (const match of assigned(facts, OF_STACK, PARAMETER, isConstant)) yield { ...match, strict: true };
    }),
    needing([new RegExp(BUILT.source)], function* (facts) {
      // `-DSMTP_SERVER=1` says that there is one.
      for (const match of assigned(facts, BUILT, CONSTANT, isConstant)) yield { ...match, strict: true };
    }),
    needing([new RegExp(FROM_LITERAL.source)], (facts) =>
      assigned(facts, FROM_LITERAL, KEY, (name) => !/[A-Z]/.test(name) && isRelayVariable(name.toUpperCase())),
    ),
    needing([new RegExp(SET.source)], (facts) => assigned(facts, SET, SET_KEY, (name) => isRelayKey(name.split('.')))),
  ],
});
