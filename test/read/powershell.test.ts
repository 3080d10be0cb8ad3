import { describe, expect, test } from 'vitest';
import { readPowershell } from '../../src/read/languages/powershell/index.ts';
import { show } from './show.ts';

const read = (code: string) => show(readPowershell, 'report.ps1', code);

describe('values', () => {
  test.each([
    ["$h = 'x'", 'h = "x"'],
    ['$h = $env:SMTP_HOST', 'h = $SMTP_HOST'],
    ["$h = $env:SMTP_HOST ?? 'd'", 'h = ($SMTP_HOST | "d")'],
    ["$h = if ($env:A) { $env:A } else { 'd' }", 'h = ($A | "d")'],
    ['$u = "smtp.$domain`:${env:PORT}"', 'u = ("smtp." + domain + ":" + $PORT)'],
    ["$u = $h + ':25'", 'u = (h + ":25")'],
    ["$u = '{0}:{1}' -f $h, 25", 'u = (h + ":" + "25")'],
    ["$p = @{ SmtpServer = 'x'; 'Port' = 25 }", 'p = {SmtpServer: "x", Port: "25"}'],
    ["$p.SmtpServer = 'x'", 'p.SmtpServer = "x"'],
    ["$p['smtpserver'] = 'x'", 'p.SmtpServer = "x"'],
    ["[string]$Host1 = 'x'", 'Host1 = "x"'],
    ["param([string]$Relay = 'x')", 'Relay = param("Relay", "x")'],
  ])('%s', async (code, expected) => expect((await read(code)).assigned).toContain(expected));

  test('names are the same in any case, as first written', async () => {
    const { assigned } = await read("$Relay = 'x'\n$copy = $RELAY");
    expect(assigned).toEqual(['Relay = "x"', 'copy = Relay']);
  });

  test('a here-string knows the place of its text', async () => {
    const { text, sourceOf } = await read('$t = @"\nrelay.corp.example\n"@');
    expect(sourceOf(text('relay.corp.example'))).toBe('relay.corp.example');
  });
});

describe('commands', () => {
  test.each([
    ['send-mailmessage -SmtpServer h -UseSsl', 'Send-MailMessage(SmtpServer="h", UseSsl="true")'],
    ['Send-MailMessage @p -Port:25', 'Send-MailMessage(...p, Port="25")'],
    ["New-Object Net.Mail.SmtpClient('h', 25)", 'new Net.Mail.SmtpClient("h", "25")'],
    ["New-Object -TypeName Net.Mail.SmtpClient -ArgumentList 'h', 25", 'new Net.Mail.SmtpClient("h", "25")'],
    ["New-Object Net.Mail.SmtpClient -Property @{ Host = 'h' }", 'new Net.Mail.SmtpClient(host="h")'],
    ["[Net.Mail.SmtpClient]::new('h')", 'new Net.Mail.SmtpClient("h")'],
    ["[Environment]::GetEnvironmentVariable('X')", 'Environment.GetEnvironmentVariable("X")'],
  ])('%s', async (code, expected) => expect((await read(code)).calls).toContain(expected));

  test('functions, their parameters and what they give back', async () => {
    const { functions } = await read("function Get-Relay {\n  param([string]$Name = 'd')\n  return $Name\n}");
    expect(functions).toEqual(['Get-Relay(Name = "d") -> Name']);
  });
});
