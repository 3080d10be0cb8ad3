import { describe, expect, test } from 'vitest';
import { readPerl } from '../../src/read/perl.ts';
import { show } from './show.ts';

const read = (code: string) => show(readPerl, 'report.pl', code);

describe('assignments and values', () => {
  test.each([
    ["my $host = 'h';", 'host = "h"'],
    ['our $host = $ENV{SMTP_HOST} || "d";', 'host = ($SMTP_HOST | "d")'],
    ["my $host = $ENV{'X'} // q(d);", 'host = ($X | "d")'],
    ['$cfg->{smtp}{host} = qq{h};', 'cfg.smtp.host = "h"'],
    ['my %h = (a => 1, %rest);', 'h = {a: "1", ...rest}'],
    ['my $url = "smtp://$cfg->{host}:25";', 'url = ("smtp://" + cfg.host + ":25")'],
    ["use constant RELAY => 'h';", 'RELAY = "h"'],
    ['my @list = qw(a b);', 'list = ["a", "b"]'],
    ["my $x = $ok ? 'a' : 'b';", 'x = ("a" | "b")'],
    ["my $x = 'a' . $y;", 'x = ("a" + y)'],
  ])('%s', async (code, expected) => expect((await read(code)).assigned).toContain(expected));

  test('what is no code gives nothing', async () => {
    const code = `# $a = 'x';\n=pod\n\n$b = 'x';\n\n=cut\nmy $c = <<'E';\n$d = 'x';\nE\n$c =~ s/"/'/g; $c =~ m{it's};\n$e = 'y';\n__END__\n$f = 'x';\n`;
    expect((await read(code)).assigned.map((one) => one.split(' ')[0])).toEqual(['c', 'e']);
  });

  test('a literal knows its place', async () => {
    const { text, sourceOf } = await read('my $host = "mail\\.corp.example";');
    expect(sourceOf(text('mail.corp.example'), 'corp.example')).toBe('corp.example');
  });
});

describe('calls, subs, branches', () => {
  test('arguments by name and by place', async () => {
    const { calls } = await read("Net::SMTP->new('h', Port => 25); new Mail::Sender { smtp => 'h' };");
    expect(calls).toEqual(['new Net::SMTP.new("h", Port="25")', 'new Mail::Sender.new({smtp: "h"})']);
  });

  test('parameters of a sub: from @_, by shift with a default, in a signature', async () => {
    const { functions } = await read(
      "sub a { my ($host, $port) = @_; return $host } sub b { my $h = shift || 'd'; $h } sub c ($x, $y = 'z') { }",
    );
    expect(functions).toEqual(['a(host, port) -> host', 'b(h = "d") -> h', 'c(x, y = "z") -> ']);
  });

  test('conditions, before and behind', async () => {
    const { assigned } = await read('if ($x) { $a = 1 } else { $a = 2 }\n$b = 3 if $y;\n$c = 4;');
    expect(assigned).toEqual(['a = "1" @0:0', 'a = "2" @0:1', 'b = "3" @35:0', 'c = "4"']);
  });

  test('methods belong to their package, and $self is the object', async () => {
    const { classes, assigned } = await read('package A::B; sub new { my $self = {}; $self->{host} = 1; } sub run { }');
    expect(classes).toEqual(['A::B < : constructor, run']);
    expect(assigned).toContain('this.host = "1"');
  });

  test('broken and hostile code is read to its end in time', async () => {
    const started = performance.now();
    for (const code of ['('.repeat(50_000), 'sub a {'.repeat(20_000), '"$a{'.repeat(20_000), "<<'E';\n".repeat(20_000)])
      expect((await read(code)).facts.program).toBeDefined();
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
