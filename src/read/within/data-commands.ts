/**
 * Commands as values of data: `command: sh -c "SMTP_HOST=h app"` of compose and Kubernetes, steps of pipelines, scripts of a
 * package.json, `ExecStart=` of a unit. What they set is set for the program that they run.
 */
import type { Expr, TextExpr } from '../../model/expr.ts';
import type { Facts } from '../../model/facts.ts';
import { SPEAKS_OF_MAIL } from '../../text/mail-words.ts';
import { asWritten } from './written-texts.ts';

/** Keys whose texts are commands, in small letters and without `-` and `_`. */
const COMMAND_KEYS = new Set([
  // Compose, Kubernetes, ECS, Nomad
  ...['command', 'commands', 'args', 'entrypoint', 'test', 'exec', 'healthcheck', 'prestart', 'poststart', 'prestop'],
  // pipelines
  ...['run', 'script', 'scripts', 'beforescript', 'afterscript', 'cmd', 'cmds', 'shell', 'bash', 'inlinescript'],
  'inline',
  // platforms, development containers
  ...['startcommand', 'buildcommand', 'predeploycommand', 'releasecommand', 'initcommand', 'web', 'worker', 'release'],
  ...['postcreatecommand', 'poststartcommand', 'postattachcommand', 'oncreatecommand', 'startup', 'appcommandline'],
  // systemd, supervisor, cloud-init, Ansible, hooks of package managers
  ...['execstart', 'execstartpre', 'execstartpost', 'execreload', 'execstop', 'runcmd', 'bootcmd', 'raw', 'hooks'],
  'tasks',
]);

const isCommandKey = (key: string): boolean => COMMAND_KEYS.has(key.toLowerCase().replace(/[-_]/g, ''));

/** A variable is set before a command, or by one: `A=b app`, `env A=b app`, `export A=b`. */
const SETS = /(?:^|[\s;&|("'])[A-Za-z_]\w*=[^\s=]/;
const HAS_WORDS = /\S\s+\S/;

/** The texts under such keys that set variables; those that are nothing but a pair `A=b` are read as that. */
export function* commandsIn({ documents, source }: Facts): Generator<TextExpr> {
  const seen = new Set<Expr>();
  function* within(expr: Expr, isCommand: boolean): Generator<TextExpr> {
    if (expr.kind === 'list' || expr.kind === 'object') {
      if (seen.has(expr)) return;
      seen.add(expr);
    }
    if (expr.kind === 'list') for (const item of expr.items) yield* within(item, isCommand);
    else if (expr.kind === 'object')
      for (const { key, value } of expr.entries)
        yield* within(value, isCommandKey(key) || (isCommand && value.kind === 'text'));
    else if (isCommand) {
      const content = asWritten(expr, source.text);
      if (content && isScript(content.value)) yield content;
    }
  }
  for (const document of documents) yield* within(document, false);
}

const isScript = (content: string): boolean =>
  SPEAKS_OF_MAIL.test(content) && SETS.test(content) && HAS_WORDS.test(content);
