import { describe, expect, test } from 'vitest';
import { readKotlin } from '../../src/read/languages/kotlin/index.ts';
import { show } from './show.ts';

const kotlin = (code: string) => show(readKotlin, 'A.kt', code);
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/([@/])\d+:/g, '$1'));

describe('classes', () => {
  test('properties, injected values, companions, members by their bare names', async () => {
    const { facts, assigned, classes, functions, imports } = await kotlin(`
package com.acme.mail
import javax.mail.Session
import com.foo.Bar as Baz
import com.x.*

@Component
class Sender<T>(private val zone: String = "d", @Value("\\\${mail.port:25}") val port: String) : Base(zone), Closeable {
    @Value("\\\${mail.host:localhost}") lateinit var host: String
    lateinit var props: Properties
    val url: String get() = "smtp://" + host
    val relay by lazy { "e.example.com" }
    companion object { const val RELAY = "smtp.example.com" }
    fun other(host: String): String = host + RELAY
    fun own() = host
}
object Single { val H = "h" }
`);
    expect(facts.problems).toBeUndefined();
    expect(facts.program?.namespace).toBe('com.acme.mail');
    expect(imports).toEqual(['Session <- javax.mail Session', 'Baz <- com.foo Bar']);
    expect(assigned).toEqual([
      'this.zone = zone',
      'this.port = port',
      'this.host = $mail.host',
      'this.props = a Properties',
      'this.url = fn1()',
      'this.relay = "e.example.com"',
      'this.RELAY = "smtp.example.com"',
      'this.H = "h"',
    ]);
    expect(classes).toEqual(['Sender < Base, Closeable: constructor, other, own', 'Single < : ']);
    expect(functions).toEqual([
      'constructor(zone = "d", port = $mail.port) -> ',
      '() -> ("smtp://" + this.host)',
      'other(host) -> (host + this.RELAY)',
      'own() -> this.host',
    ]);
  });
});

describe('functions', () => {
  test('scope functions give the names in them to the receiver', async () => {
    const { assigned, calls } = await kotlin(`
fun make(): Mailer {
    val sender = JavaMailSenderImpl().apply { host = "a"; this.port = 25; properties["k"] = "v" }
    val email = HtmlEmail().also { it.hostName = "b" }
    with(email) { hostName = "c" }
    val s = Session.getInstance(Properties().apply { put("mail.smtp.host", "d") })
    val local = 1
    sender.run { local = 2 }
}
`);
    expect(assigned).toEqual([
      'sender = new JavaMailSenderImpl()',
      'sender.host = "a"',
      'sender.port = "25"',
      'sender.properties.k = "v"',
      'email = new HtmlEmail()',
      'it = email',
      'it.hostName = "b"',
      'email.hostName = "c"',
      'properties = new Properties()',
      's = Session.getInstance(new Properties())',
      'local = "1"',
      'local = "2"',
      'make = fn0',
    ]);
    expect(calls).toContain('properties.put("mail.smtp.host", "d")');
  });

  test('values: elvis, templates, maps, fallbacks, branches', async () => {
    const { assigned } = await kotlin(`
val a = System.getenv("X") ?: "d"
val b = "smtp.$zone.\${domain}:\\$5"
val c = mapOf("host" to "e", "port" to 25)
val d = env.getOrElse("X") { "f" }
val e = if (prod) { "g" } else "h"
val f = when (mode) { "x" -> "i"; else -> "j" }
val g = try { read() } catch (e: Exception) { "k" }
val h = Config(host = "l", *rest)
fun x() { if (a == null) { y = "1" } else if (b) { y = "2" } }
`);
    expect(arms(assigned)).toEqual([
      'a = (System.getenv("X") | "d")',
      'b = ("smtp." + zone + "." + domain + ":$5")',
      'c = {host: "e", port: "25"}',
      'd = env.getOrElse("X", "f")',
      'e = ("g" | "h")',
      'f = ("i" | "j")',
      'g = (read() | "k")',
      'h = new Config(host="l", ...rest)',
      'y = "1" @0',
      'y = "2" @1',
      'x = fn0',
    ]);
  });
});

describe('text', () => {
  test('escapes, raw strings, exact places', async () => {
    const { assigned, text, sourceOf } = await kotlin(
      'val ö = "é\\u002eexample.com"\r\nval r = """smtp\\n$x }"""\r\nval c = "a }"\r\n',
    );
    expect(assigned).toEqual(['ö = "é.example.com"', 'r = ("smtp\\\\n" + x + " }")', 'c = "a }"']);
    expect(sourceOf(text('é.example.com'), 'example')).toBe('example');
    expect(sourceOf(text('a }'))).toBe('a }');
  });

  test('broken and deep code is read as far as it goes', async () => {
    const { facts } = await kotlin(`class A { val h = ${'('.repeat(2000)}"x"\n fun f( { g("y") }`);
    expect(facts.problems?.length).toBe(1);
  });
});
