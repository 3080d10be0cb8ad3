import { describe, expect, test } from 'vitest';
import { readJava } from '../../src/read/languages/java/index.ts';
import { show } from './show.ts';

const java = (code: string) => show(readJava, 'A.java', code);
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/@\d+:/g, '@'));

describe('classes', () => {
  test('fields, injected values, constructors, members by their bare names', async () => {
    const { facts, assigned, classes, functions, imports } = await java(`
package com.acme.mail;
import javax.mail.Session;
import static com.acme.Defaults.HOST;
import org.springframework.beans.*;
/** Sends. */
@Service
public class Sender<T> extends Base implements Closeable {
  private static final String RELAY = "smtp" + ".example.com";
  @Value("\${mail.host:localhost}") private String host;
  @ConfigProperty(name = "mail.port", defaultValue = "25") int port;
  private JavaMailSenderImpl sender;
  private String name;
  public Sender(@Value("\${mail.from}") final String from, Settings settings) {
    super(from);
    this.name = from;
    host = settings.getHost();
  }
  public String relay() { return host; }
  String other(String host) { return host + RELAY; }
  class Inner { String x() { return RELAY; } }
  record Mail(String to, int port) {}
}
`);
    expect(facts.program?.namespace).toBe('com.acme.mail');
    expect(imports).toEqual(['Session <- javax.mail Session', 'HOST <- com.acme.Defaults HOST']);
    expect(assigned).toEqual([
      'this.RELAY = ("smtp" + ".example.com")',
      'this.host = $mail.host',
      'this.port = $mail.port',
      'this.sender = a JavaMailSenderImpl',
      'this.name = from',
      'this.host = settings.getHost()',
      'this.to = to',
      'this.port = port',
    ]);
    expect(classes).toEqual([
      'Sender < Base, Closeable: constructor, relay, other',
      'Inner < : x',
      'Mail < : constructor',
    ]);
    expect(functions).toEqual([
      'constructor(from = $mail.from, settings: Settings) -> ',
      'relay() -> this.host',
      'other(host) -> (host + this.RELAY)',
      'x() -> Sender.RELAY',
      'constructor(to, port) -> ',
    ]);
  });
});

describe('methods', () => {
  test('declared types, constructor calls, initialiser blocks', async () => {
    const { assigned, calls } = await java(`
class A {
  String host() { return "x"; }
  void send() {
    Properties props;
    SimpleEmail email = new HtmlEmail<>();
    Transport transport = session.getTransport("smtp");
    email.setHostName(prod ? host() : "b");
    transport.connect(String.format("smtp.%s", zone), 25, null);
    Session s = Session.getInstance(new Properties() {{ put("mail.smtp.host", "c"); }});
  }
}
`);
    expect(assigned).toEqual([
      'props = a Properties',
      'email = new HtmlEmail()',
      'transport = (session.getTransport("smtp") | a Transport)',
      's = (Session.getInstance(new Properties()) | a Session)',
    ]);
    expect(calls).toContain('email.setHostName((this.host() | "b"))');
    expect(calls).toContain('transport.connect(("smtp." + zone), "25", null)');
    expect(calls).toContain('this.put("mail.smtp.host", "c")');
  });

  test('branches', async () => {
    const { assigned } = await java(`
class A { void x() {
  if (a == null) { h = "1"; } else if (b) h = "2"; else { h = "3"; }
  switch (k) { case 1: h = "4"; break; default: h = "5"; }
  var q = switch (k) { case 1 -> "6"; default -> { yield "7"; } };
  for (String s : List.of("8")) { h = s; }
  try { h = "9"; } catch (Exception e) { h = "10"; }
} }
`);
    expect(arms(assigned)).toEqual([
      'h = "1" @0',
      'h = "2" @1',
      'h = "3" @2',
      'h = "4" @0',
      'h = "5" @1',
      'q = ("6" | "7")',
      's = List.of("8")[?] @0',
      'h = s @0',
      'h = "9"',
      'h = "10" @0',
    ]);
  });
});

describe('text', () => {
  test('text blocks, escapes, exact places', async () => {
    const { assigned, text, sourceOf } = await java(
      'class Ä { String a = "é\\u002eexample.com";\r\n String b = """\r\n    host\r\n      x\\n\r\n    """; }',
    );
    expect(assigned).toEqual(['this.a = "é.example.com"', 'this.b = "host\\r\\n  x\\n\\r\\n"']);
    expect(sourceOf(text('é.example.com'), 'example')).toBe('example');
    expect(sourceOf(text('host\r\n  x\n\r\n'), 'host')).toBe('host');
  });

  test('broken and deep code is read as far as it goes', async () => {
    const { facts } = await java(`class A { String h = ${'('.repeat(3000)}"x"; void f( { foo("y"); }`);
    expect(facts.problems?.length).toBe(1);
  });
});
