import { describe, expect, test } from 'vitest';
import { readRust } from '../../src/read/languages/rust/index.ts';
import { show } from './show.ts';

const rust = (code: string) => show(readRust, 'a.rs', code);
const body = async (code: string) => {
  const found = await rust(`fn f() {\n${code}\n}`);
  return { ...found, assigned: arms(found.assigned.slice(0, -1)), calls: arms(found.calls) };
};
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/@\d+:/g, '@').replace(/\/\d+:/g, '/'));

test('use', async () => {
  const { imports } = await rust(`
use lettre::{transport::smtp::{authentication::Credentials as C, self}, SmtpTransport};
use std::env;
use dotenvy;
use crate::config::*;`);
  expect(imports).toEqual([
    'C <- lettre.transport.smtp.authentication Credentials',
    'smtp <- lettre.transport smtp',
    'SmtpTransport <- lettre SmtpTransport',
    'env <- std env',
    'dotenvy <- dotenvy *',
    '* <- crate.config * all',
  ]);
});

describe('values', () => {
  test('paths, methods, what passes a value on', async () => {
    const { assigned } = await body(`
let a = AsyncSmtpTransport::<Tokio1Executor>::relay(&host)?.port(587u16).build();
let b = std::env::var("HOST").unwrap_or_else(|_| "localhost".to_string());
let c = Some(*x.await as u16);
let d: Config;
let (e, f) = (1_000, "x");
self.host = r#"a"b\\n"#;
let g = crate::config::HOST;`);
    expect(assigned).toEqual([
      'a = AsyncSmtpTransport.relay(host).port("587").build()',
      'b = std.env.var("HOST").unwrap_or_else("localhost".to_string())',
      'c = x',
      'd = a Config',
      'e = "1_000"',
      'f = "x"',
      'this.host = "a\\"b\\\\n"',
      'g = config.HOST',
    ]);
  });

  test('structs', async () => {
    const { assigned, calls } = await body('let a = mail::Config { host: "h", port, tls: Tls { on: true }, ..base };');
    expect(assigned).toEqual(['a = new mail.Config({...base, host: "h", port: port, tls: new Tls({on: "true"})})']);
    expect(calls).toHaveLength(2);
  });

  test('macros', async () => {
    const { assigned, calls } = await body(`
let a = format!("{}:{port}", &self.conf.host::<T>(x, "y")?.name, port = 25);
let b = format!("smtp://{host}");
let c = env!("HOST");
let d = option_env!("PORT").unwrap_or("25");
let e = vec!["a", b];
let g = json!({ "smtp": { "host": "h" } });
println!("{}", f(SmtpTransport::relay("in.example.com")));`);
    expect(assigned).toEqual([
      'a = (this.conf.host(x, "y").name + ":" + "25")',
      'b = ("smtp://" + host)',
      'c = $HOST',
      'd = $PORT.unwrap_or("25")',
      'e = ["a", b]',
      'g = {smtp: {host: "h"}}',
    ]);
    expect(calls).toContain('SmtpTransport.relay("in.example.com")');
  });

  test('lazy_static', async () => {
    const { assigned } = await rust('lazy_static! { static ref M: Mailer<T> = SmtpTransport::relay("h").unwrap(); }');
    expect(assigned).toEqual(['M = SmtpTransport.relay("h").unwrap()']);
  });

  test('the place of what follows an escape', async () => {
    const { text, sourceOf } = await rust('const A: &str = "é\\u{e9}\\\n  smtp.example.com";');
    expect(sourceOf(text('éésmtp.example.com'), 'smtp.example.com')).toBe('smtp.example.com');
  });
});

test('control flow has values', async () => {
  const { assigned, calls } = await body(`
let a = if x { "y" } else if let Ok(v) = env::var("Z") { v } else { return };
let b = match kind { Kind::A => "a", Some(z) if z > 1 => z, None => panic!("no"), _ => { let q = one(); q } };
let Some(c) = opt else { return };
if let Some(Config { host, port: p }) = conf { dial(host, p) } else { other() }
for h in ["x", "y"] { again(h) }
let d = { let h = "in"; h };`);
  expect(assigned).toEqual([
    'v = env.var("Z")',
    'a = ("y" | env.var("Z"))',
    'z = kind @1',
    'q = one() @3',
    'b = ("a" | kind | one())',
    'c = opt',
    'host = conf.host',
    'p = conf.port',
    'h = ("x" | "y") @0',
    'h = "in"',
    'd = "in"',
  ]);
  expect(calls).toEqual(['env.var("Z")', 'one() @3', 'dial(host, p) @0', 'other() @1', 'again(h) @0']);
});

test('functions, methods, Self', async () => {
  const { functions, classes, assigned } = await rust(`
impl Mailer for Sender<T> {
    const HOST: &'static str = "h";
    pub async fn new(host: &str, conf: Option<&config::Smtp>) -> Result<Self> {
        let again = |x: u8, y| x;
        Ok(Self { host: host.into() })
    }
    fn url(&self) -> String { if self.tls { return "a".into(); } self.host }
}
fn free(Json(x): Json<Body>) -> u16 { 25 }`);
  expect(functions).toEqual([
    'new(host, conf: config.Smtp) -> new Sender({host: host.into()})',
    '(x, y) -> x',
    'url() -> "a".into() ; this.host',
    expect.stringMatching(/^free\(\(\d+\): Json\) -> "25"$/),
  ]);
  expect(classes).toEqual(['Sender < : new, url']);
  expect(assigned[0]).toBe('this.HOST = "h"');
});

test('attributes of fields', async () => {
  const { assigned, facts } = await rust(`
struct Args {
    /// The relay.
    #[arg(long, env = "SMTP_HOST", default_value = "é.example.com", help = "env = x")]
    host: String,
    #[clap(long, env, default_value_t = 25)]
    port: u16,
    #[envconfig(from = "SMTP_URL", default = "smtp://localhost")]
    pub url: String,
    #[default("smtp://localhost:25")]
    #[doku(example = "smtps://user@smtp.example.com")]
    pub connection: String,
    #[serde(default = "defaults::relay", rename = "x")]
    relay: String,
    #[serde(default)]
    nothing: String,
}`);
  expect(assigned).toEqual([
    // the options of the command line, and what they are without
    'Args.host = $host',
    'Args.port = $port',
    'Args.url = $SMTP_URL',
    'Args.connection = "smtp://localhost:25"',
    'Args.relay = defaults.relay()',
  ]);
  const sources = facts.program?.assignments.map(({ value }) => {
    const unset = value.kind === 'env' && value.flag ? value.fallback : value;
    const literal = unset?.kind === 'env' ? unset.fallback : unset;
    return literal?.kind === 'text' ? facts.source.text.slice(literal.range.start, literal.range.end) : undefined;
  });
  expect(sources).toEqual(['é.example.com', '25', 'smtp://localhost', 'smtp://localhost:25', undefined]);
});

test('broken and deep code', async () => {
  const broken = await rust('fn f() { SmtpTransport::relay("h"; let x = "y"');
  expect(broken.facts.problems).toHaveLength(1);
  const deep = await rust(
    `const A: u8 = ${'('.repeat(5000)}1${')'.repeat(5000)}; fn f() { x!(${'('.repeat(5000)}${')'.repeat(5000)}) }`,
  );
  expect(deep.assigned).toHaveLength(2);
});
