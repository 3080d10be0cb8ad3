import { describe, expect, test } from 'vitest';
import { readPython } from '../../src/read/languages/python/index.ts';
import { show } from './show.ts';

const python = (code: string) => show(readPython, 'a.py', code);
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/@\d+:/g, '@'));

describe('names', () => {
  test('imports', async () => {
    const { imports } = await python(`
import os, smtplib as s, email.mime.text
from django.core.mail import send_mail as send, get_connection
from .settings import (
    EMAIL_HOST,  # the relay
    PORT as P,
)
from .. import conf
from . conf import *
from __future__ import annotations
def f():
    import late.module as m
`);
    expect(imports).toEqual([
      'os <- os *',
      's <- smtplib *',
      'email <- email *',
      'send <- django.core.mail send_mail',
      'get_connection <- django.core.mail get_connection',
      'EMAIL_HOST <- .settings EMAIL_HOST',
      'P <- .settings PORT',
      'conf <- .. conf',
      '* <- .conf * all',
      'm <- late.module *',
    ]);
  });

  test('classes: fields, methods, receiver, properties', async () => {
    const { assigned, classes, functions, calls } = await python(`
@register('mail', host='x')
class Sender(Base, mail.Backend, metaclass=Meta):
    """Sends."""
    HOST = 'smtp.example.com'
    url = HOST + ':25'
    backend: Backend
    log: Optional['log.Logger']
    name: str
    def __init__(self, host=HOST, /, *args, port: int = 25, ssl: Ssl | None = None, **kwargs):
        super().__init__(host, **kwargs)
        self.host = host
    @classmethod
    def make(cls):
        return cls(cls.HOST)
    @property
    def relay(self):
        return self.host
`);
    expect(assigned).toEqual([
      'this.HOST = "smtp.example.com"',
      'this.url = (this.HOST + ":25")',
      'this.backend = a Backend',
      'this.log = a log.Logger',
      'this.host = host',
      'this.relay = fn2()',
    ]);
    expect(classes).toEqual(['Sender < Base, mail.Backend: constructor, make, relay']);
    expect(functions).toEqual([
      'constructor(host = this.HOST, positional args, port = "25", ssl: Ssl = null, named kwargs) -> ',
      'make() -> this(this.HOST)',
      'relay() -> this.host',
    ]);
    expect(calls).toEqual(['register("mail", host="x")', 'super.constructor(host, ...kwargs)', 'this(this.HOST)']);
  });
});

describe('values', () => {
  test('settings', async () => {
    const { assigned } = await python(`
EMAIL_HOST = os.environ.get('EMAIL_HOST', 'localhost')
EMAIL_PORT = int(os.environ['PORT'] or 25)
EMAIL: dict = {'host': env('H', default='x'), **more, 1: True, key: None}
a, (b, *c) = 'x', ('y', 'z')
p = q = 'v'
host, port = pair
config['mail']['host'] = 'mx.example.com'
opts = dict(defaults, host='h', **rest)
opts |= {'port': 25}
allowed = ['a', *['b', 'c']] + ('d',)
`);
    expect(assigned).toEqual([
      'EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")',
      'EMAIL_PORT = int((os.environ.PORT | "25"))',
      'EMAIL = {host: env("H", default="x"), ...more, 1: "true", key: null}',
      'a = "x"',
      'b = "y"',
      'c = ?',
      'p = "v"',
      'q = "v"',
      'host = pair.0',
      'port = pair.1',
      'config.mail.host = "mx.example.com"',
      'opts = {...defaults, host: "h", ...rest}',
      'opts = {...opts, ...{port: "25"}}',
      'allowed = ["a", "b", "c", "d"]',
    ]);
  });

  test('text that is put together', async () => {
    const { assigned } = await python(`
a = 'x' + h + ':' + str(25)
a += '/'
u = f"smtp://{c['h']}:{port:>5}{{}}" 'tail'
f3 = f'{d["k"]!r}'
p = '%s:%d 100%%' % (h, 25)
n = '%(host)s.x' % {'host': h}
o = '%s' % h
g = "{}:{}".format(h, p)
k = '{host}:{0}'.format(p, host='h')
l = fmt.format(h)
s = '%s %s' % (h,)
j = ':'.join([h, '25'])
t = 'yes' if x else 'no'
e = (x and y) or 'd'
z = 'live' if True else 'dead'
w = (n := 'walrus')
m = -1
`);
    expect(assigned).toEqual([
      'a = ("x" + h + ":" + str("25"))',
      'a = (a + "/")',
      'u = ("smtp://" + c.h + ":" + port + "{}" + "tail")',
      'f3 = d.k',
      'p = (h + ":" + "25" + " 100" + "%")',
      'n = (h + ".x")',
      'o = h',
      'g = (h + ":" + p)',
      'k = ("h" + ":" + p)',
      'l = fmt.format(h)',
      's = ?',
      'j = (h + ":" + "25")',
      't = ("yes" | "no")',
      'e = (y | "d")',
      'z = "live"',
      'n = "walrus"',
      'w = "walrus"',
      'm = "-1"',
    ]);
  });

  test('calls', async () => {
    const { calls, assigned } = await python(`
with smtplib.SMTP('mx.example.com', port=25) as server, open(p):
    server.sendmail(*args, **{'a': 1})
async def f():
    async with aiosmtplib.SMTP(hostname='h') as s:
        await s.send(m)
x = [send(y) for y in ('a', 'b')]
g = lambda host='d': connect(host)
`);
    expect(calls).toEqual([
      'smtplib.SMTP("mx.example.com", port="25")',
      'open(p)',
      'server.sendmail(...args, ...{a: "1"})',
      'aiosmtplib.SMTP(hostname="h")',
      's.send(m)',
      'send(y)',
      'connect(host)',
    ]);
    expect(assigned).toEqual([
      'server = smtplib.SMTP("mx.example.com", port="25")',
      's = aiosmtplib.SMTP(hostname="h")',
      'f = fn0',
      'y = ("a" | "b")',
      'x = [send(("a" | "b"))]',
      'g = fn1',
    ]);
  });
});

describe('ranges', () => {
  test('quotes are left out, also after non-ASCII text and CRLF', async () => {
    const { text, sourceOf, facts } = await python("# ünïcödé 😀\r\na = 'é'\r\nh = '''mail.example.com'''\r\n");
    const host = text('mail.example.com');
    expect(sourceOf(host)).toBe('mail.example.com');
    expect(host.pieces).toBeUndefined();
    expect(facts.source.position(host.range.start)).toEqual({ line: 3, column: 8 });
  });

  test('escapes, raw strings, bytes, continued lines', async () => {
    const { assigned, text, sourceOf } = await python(
      'a = "\\x41\\u00e9\\n mx.example.com"\nb = r"\\d{2}"\nc = b"by\\x74es"\nd = """one\\\ntwo"""\ne = rf"\\d{x}{{y}}"\n',
    );
    expect(assigned).toEqual([
      'a = "Aé\\n mx.example.com"',
      'b = "\\\\d{2}"',
      'c = "bytes"',
      'd = "onetwo"',
      'e = ("\\\\d" + x + "{y}")',
    ]);
    expect(sourceOf(text('Aé\n mx.example.com'), 'mx.example.com')).toBe('mx.example.com');
    expect(sourceOf(text('onetwo'), 'two')).toBe('two');
  });

  test('the parts of a format string keep their places', async () => {
    const { text, sourceOf } = await python("u = 'smtp://%s.mx.example.com:%d' % (a, 2525)\n");
    expect(sourceOf(text('.mx.example.com:'))).toBe('.mx.example.com:');
    expect(sourceOf(text('2525'))).toBe('2525');
  });
});

describe('flow', () => {
  test('branches, and what a constant condition rules out', async () => {
    const { calls } = await python(`
if a: one()
elif b: two()
else: three()
if False:
    dead()
else:
    always()
if 0: dead()
if TYPE_CHECKING: checked()
for x in y: looped()
try:
    tried()
except (A, B) as e:
    caught()
finally:
    last()
match x:
    case 1 | 2: case1()
    case _: other()
while True: forever()
`);
    expect(arms(calls)).toEqual([
      'one() @0',
      'two() @1',
      'three() @2',
      'always()',
      'checked() @0',
      'looped() @0',
      'tried()',
      'caught() @0',
      'last()',
      'case1() @0',
      'other() @1',
      'forever()',
    ]);
  });

  test('a loop over literal pairs', async () => {
    const { assigned } = await python("for host, port in [('a', 1), ('b', 2)]:\n    pass\n");
    expect(arms(assigned)).toEqual(['host = ("a" | "b") @0', 'port = ("1" | "2") @0']);
  });
});

describe('broken and hostile input', () => {
  test('what is readable around an error is read', async () => {
    const { assigned, facts } = await python("a = 'x'\nb = = )\nEMAIL_HOST = 'mx.example.com'\n");
    expect(assigned).toContain('EMAIL_HOST = "mx.example.com"');
    expect(facts.problems).toHaveLength(1);
  });

  test('deep nesting and long chains', async () => {
    const deep = await python(`a = ${'['.repeat(5000)}${']'.repeat(5000)}\nb = 'x'\n`);
    expect(deep.assigned.at(-1)).toBe('b = "x"');
    const long = await python(`a = ${"'x' + ".repeat(3000)}'end'\n${'c = '.repeat(3000)}'d'\n`);
    expect(long.sourceOf(long.text('end'))).toBe('end');
    expect(long.assigned).toHaveLength(3001);
  });

  test('comments and docstrings hold nothing', async () => {
    const { assigned, calls } = await python('"""EMAIL_HOST = \'mx.example.com\'"""\n# EMAIL_HOST = "x"\n');
    expect([...assigned, ...calls]).toEqual([]);
  });
});
