import { describe, expect, test } from 'vitest';
import { readCsharp } from '../../src/read/languages/csharp/index.ts';
import { show } from './show.ts';

const csharp = (code: string) => show(readCsharp, 'A.cs', code);
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/([@/])\d+:/g, '$1'));

describe('classes', () => {
  test('fields, properties, constructors, members by their bare names', async () => {
    const { facts, assigned, classes, functions, imports, calls } = await csharp(`
using System.Net.Mail;
using Client = MailKit.Net.Smtp.SmtpClient;
namespace Acme.Mail;
[Serializable]
public class Sender(string zone, int port = 25) : Base(zone), IDisposable
{
    private const string Relay = "smtp.example.com";
    private readonly SmtpClient _client;
    public string Host { get; set; } = "a.example.com";
    public string Url => "smtp://" + Host;
    public int Port { get { return 587; } }
    public Options Options { get; set; }
    public Sender(Settings settings) : this(settings.Zone) { _client = new(Relay, port); }
    public string Other(string Host) { return Host + Relay; }
    public record Mail(string To);
}
`);
    expect(facts.program?.namespace).toBe('Acme.Mail');
    expect(imports).toEqual(['Client <- MailKit.Net.Smtp SmtpClient']);
    expect(assigned).toEqual([
      'this.zone = zone',
      'this.port = port',
      'this.Relay = "smtp.example.com"',
      'this._client = a SmtpClient',
      'this.Host = "a.example.com"',
      'this.Url = ("smtp://" + this.Host)',
      'this.Port = fn1()',
      'this.Options = a Options',
      'this._client = new SmtpClient(this.Relay, this.port)',
      'this.To = To',
    ]);
    expect(classes).toEqual(['Sender < Base, IDisposable: constructor, Other', 'Mail < : constructor']);
    expect(functions).toContain('Other(Host) -> (Host + this.Relay)');
    expect(calls).toContain('super.constructor(zone)');
    expect(calls).toContain('this.constructor(settings.Zone)');
  });
});

describe('methods', () => {
  test('object initialisers, target-typed new, configuration', async () => {
    const { assigned, calls } = await csharp(`
var c = new SmtpClient("h", port: 25) { EnableSsl = true, Host = $"a{zone}.com" };
SmtpClient d = new("e");
string empty = string.Empty;
await client.ConnectAsync(configuration["Smtp:Host"] ?? Environment.GetEnvironmentVariable("X") ?? "d", 587);
services.Configure<SmtpOptions>(o => { o.Host = "f"; });
var settings = new Dictionary<string, string> { ["Smtp:Host"] = "g", { "a", "b" } };
var anonymous = new { Host = "i", other.Port };
Use(string.Format("{0}:{1}", host, 25), options?.Host!);
if (a is null) h = "1"; else { h ??= "2"; }
`);
    expect(arms(assigned)).toEqual([
      'c = new SmtpClient("h", port="25", EnableSsl="true", Host=("a" + zone + ".com"))',
      'c.EnableSsl = "true"',
      'c.Host = ("a" + zone + ".com")',
      'd = new SmtpClient("e")',
      'empty = ""',
      'o.Host = "f"',
      'settings = {Smtp:Host: "g", a: "b"}',
      'anonymous = {Host: "i", Port: other.Port}',
      'h = "1" @0',
      'h = "2" @1/0',
    ]);
    expect(calls).toContain(
      'client.ConnectAsync((configuration.Smtp:Host | Environment.GetEnvironmentVariable("X") | "d"), "587")',
    );
    expect(calls).toContain('Use((host + ":" + "25"), options.Host)');
  });
});

describe('text', () => {
  test('verbatim, raw and interpolated strings, exact places', async () => {
    const { assigned, text, sourceOf } = await csharp(
      'var ü = @"a""b\\c";\r\nvar r = """\r\n    host\r\n      x\r\n    """;\r\nvar i = $@"{x}""{{y}}";\r\nvar e = "\\u00e9.example.com";',
    );
    expect(assigned).toEqual(['ü = "a\\"b\\\\c"', 'r = "host\\r\\n  x"', 'i = (x + "\\"{y}")', 'e = "é.example.com"']);
    expect(sourceOf(text('é.example.com'), 'example')).toBe('example');
    expect(sourceOf(text('host\r\n  x'), 'host')).toBe('host');
  });

  test('broken and deep code is read as far as it goes', async () => {
    const { facts } = await csharp(`class A { string h = ${'('.repeat(3000)}"x"; void F( { G("y"); }`);
    expect(facts.problems?.length).toBe(1);
  });
});
