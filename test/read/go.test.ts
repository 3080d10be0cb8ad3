import { describe, expect, test } from 'vitest';
import { readGo } from '../../src/read/languages/go/index.ts';
import { show } from './show.ts';

const go = (code: string) => show(readGo, 'a.go', `package a\n${code}`);
const body = (code: string) => go(`func f() {\n${code}\n}`);
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/@\d+:/g, '@').replace(/\/\d+:/g, '/'));

test('imports: names of packages, aliases', async () => {
  const { imports } = await go(`
import "os"
import (
	"net/smtp"
	"gopkg.in/gomail.v2"
	"github.com/wneessen/go-mail"
	simple "github.com/xhit/go-simple-mail/v2"
	"github.com/domodwyer/mailyak/v3"
	_ "embed"
	. "fmt"
)`);
  expect(imports).toEqual([
    'os <- os *',
    'smtp <- net/smtp *',
    'gomail <- gopkg.in/gomail.v2 *',
    'mail <- github.com/wneessen/go-mail *',
    'simple <- github.com/xhit/go-simple-mail/v2 *',
    'mailyak <- github.com/domodwyer/mailyak/v3 *',
    '* <- fmt * all',
  ]);
});

describe('values', () => {
  test('declarations and assignments', async () => {
    const { assigned } = await go(`
const Host, Port = "smtp.example.com", 587
var dialer gomail.Dialer
var name string
func f() {
	c, err := load("x")
	c.SMTP.Host = "é.example.com"
	a, _ := x, y
	s += ":25"
	m["k"] = *c
}`);
    expect(assigned).toEqual([
      'Host = "smtp.example.com"',
      'Port = "587"',
      'dialer = a gomail.Dialer',
      'c = load("x")',
      'c.SMTP.Host = "é.example.com"',
      'a = x',
      's = (s + ":25")',
      'm.k = c',
      'f = fn0',
    ]);
  });

  test('strings, with the place of what follows an escape', async () => {
    const { text, sourceOf } = await go('var a = "é\\tsmtp.example.com"\nvar b = `raw\\t`');
    expect(sourceOf(text('é\tsmtp.example.com'), 'smtp.example.com')).toBe('smtp.example.com');
    expect(text('raw\\t').pieces).toBeUndefined();
  });

  test('text put together', async () => {
    const { assigned } = await body(`
a := host + ":" + strconv.Itoa(25)
b := fmt.Sprintf("%s:%d", host, port)
c := net.JoinHostPort("h", port)
d := strings.Join([]string{"a", "b"}, ":")
e := fmt.Sprintf(format, x)`);
    expect(assigned.slice(0, -1)).toEqual([
      'a = (host + ":" + "25")',
      'b = (host + ":" + port)',
      'c = ("h" + ":" + port)',
      'd = ("a" + ":" + "b")',
      'e = fmt.Sprintf(format, x)',
    ]);
  });

  test('an address taken apart, and what a text is cut into', async () => {
    const { assigned } = await body(`
h, p, err := net.SplitHostPort(addr)
a, b, ok := strings.Cut(addr, ":")
x, y := other(addr)`);
    expect(assigned.slice(0, -1)).toEqual([
      'h = net.SplitHostPort(addr).Hostname',
      'p = net.SplitHostPort(addr).Port',
      'a = strings.Cut(addr, ":").0',
      'b = strings.Cut(addr, ":").1',
      'x = other(addr)',
      'y = other(addr)',
    ]);
  });

  test('new of a value is the value, of a type an object', async () => {
    const { facts, assigned } = await body(`
a := new("h")
b := new( 25)
c := new(f("x"))
d := new(Server{Host: "y"})
e := new(map[string]Server)
g := new(func(int) string)
// new("comment")`);
    expect(facts.problems).toBeUndefined();
    expect(assigned.slice(0, -1)).toEqual([
      'a = "h"',
      'b = "25"',
      'c = f("x")',
      'd = new Server({Host: "y"})',
      'e = {}',
      'g = {}',
    ]);
  });

  test('composite literals', async () => {
    const { assigned, calls } = await body(`
a := &gomail.Dialer{Host: "h", Port: 25, TLS: tls.Config{}}
b := map[string]Server{"x": {Host: "y"}}
c := []*Server{{Host: "a"}, {"b", 1}}
d := new(Server)
e := struct{ Host string }{Host: "z"}`);
    expect(assigned.slice(0, -1)).toEqual([
      'a = new gomail.Dialer({Host: "h", Port: "25", TLS: new tls.Config({})})',
      'b = {x: new Server({Host: "y"})}',
      'c = [new Server({Host: "a"}), new Server(["b", "1"])]',
      'd = new Server()',
      'e = {Host: "z"}',
    ]);
    expect(calls).toHaveLength(6);
  });
});

test('functions, methods, receivers', async () => {
  const { functions, classes, assigned, calls } = await go(`
func (s *Sender) Send(to []string, m *mail.Msg) (err error) {
	s.host = "x"
	return smtp.SendMail(s.host+":25", nil, m.From, to...)
}
func New(host, user string, opts ...Option) (*Sender, error) { return &Sender{host: host}, nil }
func Load() (c Config, err error) { c.Host = "h"; return }
func (s *Sender) Close() { func() { s.done() }() }`);
  expect(functions).toEqual([
    'New(host, user, positional opts: Option) -> new Sender({host: host})',
    'Load() -> c',
    'Send(to, m: mail.Msg) -> smtp.SendMail((this.host + ":25"), null, m.From, ...to)',
    'Close() -> ',
    '() -> ',
  ]);
  expect(classes).toEqual(['Sender < : Send, Close']);
  expect(assigned).toContain('this.host = "x"');
  expect(calls).toContain('this.done()');
});

test('control flow', async () => {
  const { assigned, calls } = await body(`
if v := os.Getenv("HOST"); v != "" {
	host = v
} else if x {
	host = "a"
} else {
	host = "b"
}
switch k := kind; k {
case "a": one()
default: two()
}
for _, h := range []string{"x", "y"} { dial(h) }
for i := 0; i < 3; i++ { again(i) }
select { case m := <-ch: got(m) }
go later()
defer func() { last() }()`);
  expect(arms(assigned)).toEqual([
    'v = os.Getenv("HOST")',
    'host = v @0',
    'host = "a" @1',
    'host = "b" @2',
    'k = kind',
    'h = ("x" | "y") @0',
    'i = "0"',
    'f = fn0',
  ]);
  expect(arms(calls)).toEqual([
    'os.Getenv("HOST")',
    'one() @0',
    'two() @1',
    'dial(h) @0',
    'again(i) @0',
    'got(m) @0',
    'later()',
    'last()',
    'fn1()',
  ]);
});

test('struct tags: variables, prefixes, defaults', async () => {
  const { assigned, facts } = await go(`
type Config struct {
	Mail SMTP \`envPrefix:"MAIL_"\`
	Name string \`json:"name"\`
	Addr string \`jsonschema:"default=smtp://localhost:25,title=Address"\`
	URL  string \`default:"smtp://é.example.com"\`
	In   struct {
		Port int \`long:"port" env:"PORT" default:"25"\`
	} \`group:"in" env-namespace:"IN"\`
}
type SMTP struct {
	Host, Alias string \`env:"HOST,required" envDefault:"localhost"\`
	Other string \`env:"OTHER, default=o.example.com"\`
}`);
  expect(assigned).toEqual([
    'Config.Mail = a SMTP',
    'Config.Addr = "smtp://localhost:25"',
    'Config.URL = "smtp://é.example.com"',
    'Config.In.Port = $IN_PORT',
    'SMTP.Host = $MAIL_HOST',
    'SMTP.Alias = $MAIL_HOST',
    'SMTP.Other = $MAIL_OTHER',
  ]);
  const sources = facts.program?.assignments.map(({ value }) => {
    const literal = value.kind === 'env' ? value.fallback : value;
    return literal?.kind === 'text' ? facts.source.text.slice(literal.range.start, literal.range.end) : undefined;
  });
  expect(sources).toEqual([
    undefined,
    'smtp://localhost:25',
    'smtp://é.example.com',
    '25',
    'localhost',
    'localhost',
    'o.example.com',
  ]);
});

test('broken and deep code', async () => {
  const broken = await go('func f() { smtp.SendMail("h:25", \n x := "y"');
  expect(broken.facts.problems).toHaveLength(1);
  const deep = await go(`var a = ${'('.repeat(5000)}1${')'.repeat(5000)}\nvar b = ${'"x" + '.repeat(5000)}"y"`);
  expect(deep.assigned).toHaveLength(2);
});
