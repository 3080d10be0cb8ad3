import { describe, expect, test } from 'vitest';
import { readPhp } from '../../src/read/languages/php/index.ts';
import { show } from './show.ts';

const php = (code: string, path = 'a.php') => show(readPhp, path, code);

describe('classes and calls', () => {
  test('a mailer that is set up property by property', async () => {
    const { assigned, calls, imports, facts } = await php(`<?php
use PHPMailer\\PHPMailer\\PHPMailer;
use Acme\\{Mail, Log as Journal};
$mail = new PHPMailer(true);
$mail->Host = 'smtp.example.com'; // relay
$mail->Port = 587;
$mail?->send(...$all, now: true);
\\Swift_SmtpTransport::newInstance('a', 25);
`);
    expect(imports).toEqual([
      'PHPMailer <- PHPMailer\\PHPMailer PHPMailer',
      'Mail <- Acme Mail',
      'Journal <- Acme Log',
    ]);
    expect(assigned).toEqual(['mail = new PHPMailer("true")', 'mail.Host = "smtp.example.com"', 'mail.Port = "587"']);
    expect(calls).toEqual([
      'new PHPMailer("true")',
      'mail.send(...all, now="true")',
      'Swift_SmtpTransport.newInstance("a", "25")',
    ]);
    expect(facts.problems).toBeUndefined();
  });

  test('members of classes: constants, properties, promoted parameters, traits', async () => {
    const { assigned, functions, classes, facts } = await php(`<?php
namespace App\\Mail;
final class Sender extends Base implements Sends {
  use Queues, Retries;
  const HOST = 'smtp.one.example';
  public static int $port = 25;
  private ?Mailer $mailer;
  public $nothing;
  public function __construct(private string $host = self::HOST, ?\\Acme\\Log $log = null, string ...$more) {
    parent::__construct($host);
    $this->mailer = Other::make(static::$port);
    Registry::$last = $this;
  }
  public function host(): string { return $this->host; }
}
enum Relay: string { case Main = 'relay.example.com'; }
`);
    expect(facts.program?.namespace).toBe('App\\Mail');
    expect(assigned).toEqual([
      'this.HOST = "smtp.one.example"',
      'this.port = "25"',
      'this.mailer = a Mailer',
      'this.host = host',
      'this.mailer = Other.make(this.port)',
      'Registry.last = this',
      'this.Main = "relay.example.com"',
    ]);
    expect(functions).toEqual([
      'constructor(host = this.HOST, log: Acme\\Log = null, positional more) -> ',
      'host() -> this.host',
    ]);
    expect(classes).toEqual(['Sender < Base, Sends, Queues, Retries: constructor, host', 'Relay < : ']);
  });

  test('functions, closures and anonymous classes', async () => {
    const { assigned, functions, calls, classes } = await php(`<?php
function relay($d = 'x') { return getenv('RELAY') ?: $d; }
$f = fn() => 'a'; $g = function () use ($f) { return $f(); };
$t = new class('h') extends Transport { function host() { return 'b'; } };
`);
    expect(assigned).toEqual(['relay = fn0', 'f = fn1', 'g = fn2', 't = new Transport("h")']);
    expect(functions).toEqual(['relay(d = "x") -> (getenv("RELAY") | d)', '() -> "a"', '() -> f()', 'host() -> "b"']);
    expect(calls).toContain('new Transport("h")');
    expect(classes).toEqual([' < Transport: host']);
  });
});

describe('values', () => {
  test('a configuration file that returns an array', async () => {
    const { returns, facts } = await php(`<?php
return [
  'mailers' => ['smtp' => ['host' => env('MAIL_HOST', 'smtp.mailgun.org'), 'port' => 2525]],
  'from' => array('address' => 'é@example.com'), PDO::X => 1, ...$more, 'last',
];`);
    expect(returns).toEqual([
      '{mailers: {smtp: {host: env("MAIL_HOST", "smtp.mailgun.org"), port: "2525"}}, from: {address: "é@example.com"}, PDO::X: "1", ...more, 0: "last"}',
    ]);
    expect(facts.documents).toEqual([]);
  });

  test('keys and lists', async () => {
    const { assigned } = await php(`<?php
$c['mail']['host'] = $_ENV['H'] ?? 'd'; $c[] = 'x'; $l = ['a', 'b'];
[$a, 'k' => $b] = $pair; list(, $second) = ['x', 'y']; [[$in], $out] = f();
foreach (['r1', 'r2'] as $i => $relay) { $m->Host = $relay; }
`);
    expect(assigned.map((line) => line.replace(/@.*/, '@'))).toEqual([
      'c.mail.host = (_ENV.H | "d")',
      'c[?] = "x"',
      'l = ["a", "b"]',
      'a = pair.0',
      'b = pair.k',
      'second = "y"',
      'in = f().0.0',
      'out = f().1',
      'i = ? @',
      'relay = ("r1" | "r2") @',
      'm.Host = relay @',
    ]);
  });

  test('text that is put together', async () => {
    const { assigned } = await php(`<?php
$a = 'x' . $b . ':' . 25; $a .= '/'; $a ??= 'd';
$u = "smtp://{$c['h']}:$port[n]/$o->p\${q}";
$s = sprintf('%s:%d (100%%)', $h, 25); $n = sprintf($format, 1); $i = implode(':', [$h, $p]);
$t = $x ? 'yes' : 'no'; $o = $a || $b; $m = match(true) { $k => 'k', default => 'z' };
$v = false ? 'dead' : 'live'; $d = $defaults + ['h' => 'x']; $y = (string) @f($z);
`);
    expect(assigned.map((line) => line.replace(/@.*/, '@'))).toEqual([
      'a = ("x" + b + ":" + "25")',
      'a = (a + "/")',
      'a = (a | "d")',
      'u = ("smtp://" + c.h + ":" + port.n + "/" + o.p + q)',
      's = (h + ":" + "25" + " (100" + "%" + ")")',
      'n = sprintf(format, "1")',
      'i = (h + ":" + p)',
      't = ("yes" | "no")',
      'o = (a | b)',
      'm = ("k" | "z")',
      'v = "live"',
      'd = {...{h: "x"}, ...defaults}',
      'y = f(z)',
    ]);
  });

  test('constants', async () => {
    const { assigned, calls } = await php(`<?php
define('SMTP_HOST', 'relay.example.com'); const PORT = 25, HOST = SMTP_HOST;
$x = [Foo::BAR, Foo::class, TRUE, null, -1];
`);
    expect(assigned).toEqual([
      'SMTP_HOST = "relay.example.com"',
      'PORT = "25"',
      'HOST = SMTP_HOST',
      'x = [Foo.BAR, Foo, "true", null, "-1"]',
    ]);
    expect(calls).toEqual(['define("SMTP_HOST", "relay.example.com")']);
  });
});

describe('ranges', () => {
  test('quotes are left out, also after non-ASCII text and CRLF', async () => {
    const { text, sourceOf, facts } = await php("<?php // ünïcödé 😀\r\n$a = 'é';\r\n$h = 'mail.example.com';\r\n");
    const host = text('mail.example.com');
    expect(sourceOf(host)).toBe('mail.example.com');
    expect(host.pieces).toBeUndefined();
    expect(facts.source.position(host.range.start)).toEqual({ line: 3, column: 7 });
  });

  test('escapes', async () => {
    const { text, sourceOf, assigned } = await php(
      String.raw`<?php $a = 'it\'s\n mx.example.com'; $b = "\x41\u{1F600}\$\t mx.example.net\z\101";`,
    );
    expect(assigned).toEqual([
      String.raw`a = "it's\\n mx.example.com"`,
      `b = ${JSON.stringify('A😀$\t mx.example.net\\zA')}`,
    ]);
    expect(sourceOf(text("it's\\n mx.example.com"), 'mx.example.com')).toBe('mx.example.com');
    expect(sourceOf(text('A😀$\t mx.example.net\\zA'), 'mx.example.net')).toBe('mx.example.net');
  });

  test('binary strings and empty ones', async () => {
    const { assigned, text, sourceOf } = await php(`<?php $a = b'mx.example.com'; $b = B"x$y"; $c = ''; $d = "";`);
    expect(assigned).toEqual(['a = "mx.example.com"', 'b = ("x" + y)', 'c = ""', 'd = ""']);
    expect(sourceOf(text('mx.example.com'))).toBe('mx.example.com');
  });

  test.each(['\n', '\r\n'])('heredoc and nowdoc with %j', async (eol) => {
    const code = [
      '<?php',
      '$a = <<<"EOT"',
      '    host=mx.{$tld}',
      '      port=25\\t$p',
      '    EOT;',
      "$b = <<<'X'",
      'raw $x\\n',
      'X;',
      '$e = <<<E',
      'E;',
      '',
    ];
    const { assigned, text, sourceOf } = await php(code.join(eol));
    const lines = assigned.map((line) => line.replaceAll('\\r', ''));
    expect(lines).toEqual([
      String.raw`a = ("host=mx." + tld + "\n  port=25\t" + p)`,
      String.raw`b = "raw $x\\n"`,
      'e = ""',
    ]);
    expect(sourceOf(text('host=mx.'), 'mx.')).toBe('mx.');
  });
});

describe('flow', () => {
  test('branches, and what a constant condition rules out', async () => {
    const { calls } = await php(`<?php
if ($a) { a(); } elseif ($b) { b(); } else { c(); }
if (false) { dead(); } else { always(); }
if (0): dead(); endif;
switch ($x) { case 1: one(); break; default: two(); }
try { t(); } catch (E $e) { caught(); } finally { f(); }
while (false) { dead(); } do { once(); } while ($x);
`);
    const arms = calls.map((line) => line.replace(/@\d+:/, '@'));
    expect(arms).toEqual([
      'a() @0',
      'b() @1',
      'c() @2',
      'always()',
      'one() @0',
      'two() @1',
      't()',
      'caught() @0',
      'f()',
      'once()',
    ]);
    expect(new Set(calls.slice(0, 3).map((line) => line.replace(/.*@(\d+):.*/, '$1'))).size).toBe(1);
  });

  test('required files', async () => {
    const { imports, assigned } = await php(`<?php
require_once __DIR__ . '/../config.php'; include 'db.inc'; require dirname(dirname(__FILE__)) . '/x.php';
$settings = require ABSPATH . 'settings.php'; require $dynamic;
`);
    expect(imports).toEqual([
      '* <- ../config.php * all',
      '* <- db.inc * all',
      '* <- ../x.php * all',
      '* <- settings.php * all',
    ]);
    expect(assigned).toEqual(['settings = require("settings.php")']);
  });
});

describe('broken and hostile input', () => {
  test('what is readable around an error is read', async () => {
    const { assigned, facts } = await php("<?php\n$a = 'x';\n$b = = ;;; ) \n$mail->Host = 'mx.example.com';\n");
    expect(assigned).toContain('a = "x"');
    expect(assigned).toContain('mail.Host = "mx.example.com"');
    expect(facts.problems).toHaveLength(1);
    expect(facts.problems?.[0]?.message).toMatch(/^syntax error near line \d$/);
  });

  test('a comma at the end of a group of imports is no error', async () => {
    const { imports, facts } = await php('<?php use App\\{ A, B, }; f();');
    expect(imports).toEqual(['A <- App A', 'B <- App B']);
    expect(facts.problems).toBeUndefined();
  });

  test('deep nesting and long chains', async () => {
    const deep = await php(`<?php $a = ${'['.repeat(5000)}${']'.repeat(5000)}; $b = 'x';`);
    expect(deep.assigned.at(-1)).toBe('b = "x"');
    const long = await php(`<?php $a = ${"'x' . ".repeat(3000)}'end';`);
    expect(long.text('end').range.end - long.text('end').range.start).toBe(3);
  });

  test('HTML alone holds nothing', async () => {
    const { assigned, calls } = await php("<p class='x'>$mail->Host = 'mx.example.com';</p>");
    expect([...assigned, ...calls]).toEqual([]);
  });
});
