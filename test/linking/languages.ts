/** How the programs of fixtures are started, by the first word of their command. */
import os from 'node:os';
import path from 'node:path';
import type { LinkingCase } from './cases.ts';

export interface Language {
  /** The program, and what stands before the fixture's own words. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Ends without an error where the libraries are there. */
  readonly check: readonly string[];
}

const jars = [
  'javax.mail',
  'javax.activation',
  'commons-email',
  ...['aop', 'beans', 'context', 'context.support', 'core', 'expression'].map((name) => `spring3-${name}`),
  ...['commons-logging', 'logback-core', 'logback-classic', 'slf4j-api', 'typesafe-config'],
].map((name) => `/usr/share/java/${name}.jar`);

/** What compilers keep from run to run: the libraries are compiled once. */
const compiled = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'smtp-scan');

/** Debian's own packages of Go: all programs of fixtures import from them. */
const GO = '/usr/share/gocode';

const LANGUAGES: Readonly<Record<string, Language>> = {
  node: { args: [process.execPath], env: {}, check: [process.execPath, '-e', ''] },
  // Decorators and types are what Node does not run.
  ts: {
    args: [
      '/bin/sh',
      '-ec',
      'node_modules/.bin/esbuild "$1" --bundle --packages=external --platform=node --outfile=main.cjs --log-level=error; exec node main.cjs',
      'ts',
    ],
    env: {},
    check: [process.execPath, '-e', ''],
  },
  python3: {
    args: ['/usr/bin/python3'],
    env: { PYTHONDONTWRITEBYTECODE: '1' },
    check: [
      '/usr/bin/python3',
      '-c',
      'import aiosmtplib, buildbot, click, django, dotenv, decouple, dynaconf, environ, flask_mail, pydantic, twisted.mail.smtp, yaml',
    ],
  },
  php: {
    args: ['/usr/bin/php', '-d', 'variables_order=EGPCS', '-d', 'error_reporting=E_ERROR'],
    env: {},
    check: [
      '/usr/bin/php',
      '-r',
      'foreach (["libphp-phpmailer", "Symfony/Component/Mailer", "Symfony/Component/Dotenv", "Symfony/Component/Yaml", "Symfony/Component/DependencyInjection", "Swift", "Illuminate/Mail"] as $one) is_file("/usr/share/php/$one/autoload.php") || exit(1); is_file("/usr/share/php/Horde/Smtp.php") || exit(1);',
    ],
  },
  ruby: {
    args: ['/usr/bin/ruby'],
    env: {},
    check: ['/usr/bin/ruby', '-e', 'require "mail"; require "action_mailer"; require "dotenv"; require "rails"'],
  },
  perl: {
    args: ['/usr/bin/perl'],
    env: {},
    check: [
      '/usr/bin/perl',
      ...[
        'Net::SMTP',
        'Email::Sender::Simple',
        'MIME::Lite',
        'Mail::Sendmail',
        'Mail::Mailer',
        'Net::SMTPS',
        'Email::Stuffer',
        'Net::SMTP::TLS',
        'Net::SMTP::TLS::ButMaintained',
      ].map((module) => `-M${module}`),
      ...['-e', '1'],
    ],
  },
  // The sources are compiled first: more than one file makes a program.
  java: {
    args: [
      '/bin/sh',
      '-ec',
      'find . -name "*.java" | xargs javac -nowarn --release 8 -d classes; exec java --add-opens java.base/java.lang=ALL-UNNAMED "$@"',
      'java',
    ],
    env: { CLASSPATH: ['classes', '.', ...jars].join(':'), JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -Xshare:auto' },
    check: [
      '/bin/sh',
      '-ec',
      ['javac -version', ...[...jars, '/usr/share/java/jakarta-mail.jar'].map((jar) => `test -e ${jar}`)].join(' && '),
    ],
  },
  // The module lies where its path says, beside Debian's: modules would have to be fetched.
  go: {
    args: [
      '/bin/sh',
      '-ec',
      [
        `export GOPATH=$PWD/go:${GO}`,
        'module=go/src/$(sed -n "s/^module //p" go.mod)',
        'mkdir -p "$(dirname "$module")"',
        'ln -s "$PWD" "$module"',
        'cd "$module"',
        'go build -o "$HOME/program" "$1"',
        'shift',
        'exec "$HOME/program" "$@"',
      ].join('\n'),
      'go',
    ],
    env: { GO111MODULE: 'off', GOCACHE: path.join(compiled, 'go'), CGO_ENABLED: '0' },
    check: ['/bin/sh', '-ec', `go version && test -e ${GO}/src/github.com/spf13/viper`],
  },
  // App.config is the program's own configuration, as a build makes it.
  csharp: {
    args: [
      '/bin/sh',
      '-ec',
      [
        'mcs -nowarn:CS0618,CS0414,CS0649 -out:program.exe -r:System.Configuration -recurse:"*.cs"',
        'if [ -e App.config ]; then cp App.config program.exe.config; fi',
        'exec mono program.exe "$@"',
      ].join('\n'),
      'csharp',
    ],
    env: {},
    check: ['/bin/sh', '-c', 'command -v mcs && command -v mono'],
  },
  lua: { args: ['/usr/bin/lua5.4'], env: {}, check: ['/usr/bin/lua5.4', '-e', 'require "socket.smtp"'] },
  tcl: { args: ['/usr/bin/tclsh'], env: {}, check: ['/bin/sh', '-c', 'echo "package require smtp" | tclsh'] },
  nim: {
    args: [
      '/bin/sh',
      '-ec',
      'nim compile --hints:off --warnings:off -d:ssl --nimcache:cache --out:program "$1"; exec ./program',
      'nim',
    ],
    env: {},
    check: ['/bin/sh', '-c', 'command -v nim'],
  },
  c: {
    args: ['/bin/sh', '-ec', 'cc -o program *.c -lcurl -lesmtp; exec ./program', 'c'],
    env: {},
    check: [
      '/bin/sh',
      '-c',
      'command -v cc && test -e /usr/include/libesmtp.h && test -e /usr/include/curl/curl.h -o -e /usr/include/*/curl/curl.h',
    ],
  },
  'c++': {
    args: [
      '/bin/sh',
      '-ec',
      'c++ -o program *.cpp -lPocoNetSSL -lPocoNet -lPocoFoundation -lvmime; exec ./program',
      'c++',
    ],
    env: {},
    check: [
      '/bin/sh',
      '-c',
      'command -v c++ && test -e /usr/include/Poco/Net/SMTPClientSession.h && test -e /usr/include/vmime/vmime.hpp',
    ],
  },
  Rscript: {
    args: ['/usr/bin/Rscript'],
    env: {},
    check: ['/usr/bin/Rscript', '-e', 'library(sendmailR); library(curl)'],
  },
};

export function languageOf({ name, run }: LinkingCase): Language {
  const language = LANGUAGES[run.command[0] ?? ''];
  if (!language) throw new Error(`${name}: run.json names no language that can be judged`);
  return language;
}
