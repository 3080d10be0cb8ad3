import { describe, expect, test } from 'vitest';
import { readPerl } from '../../src/read/languages/perl/index.ts';
import { show } from './show.ts';

const perl = (code: string) => show(readPerl, 'a.pl', code);
const arms = (lines: readonly string[]) => lines.map((line) => line.replace(/([@/])\d+:/g, '$1'));

describe('values', () => {
  test('an element that is declared is the whole of it, name and subscripts', async () => {
    const code = "local $ENV{SMTP_HOST} = 'a.example.com';";
    const { facts } = await perl(code);
    const targets = facts.program?.assignments.map(({ target: { range } }) => code.slice(range.start, range.end));
    expect(targets).toEqual(['$ENV{SMTP_HOST}']);
  });

  test('scalars, hashes, lists, constants, the environment', async () => {
    const { assigned } = await perl(`
use constant RELAY => 'a.example.com';
use constant { HOST => "b.example.com", PORT => 25 };
my $host = $ENV{SMTP_HOST} || 'localhost';
our %config = (smtp => { host => 'c.example.com', -port => 25 }, list => [qw(a b)]);
my ($first, $second) = ('x', "y");
$config{smtp}->{user} = "me\\@example.com";
$Site::cfg{SMTP}{MAILHOST} //= "$host:25";
my $url = 'smtp://' . $config{smtp}{host} . ":$config->{smtp}{port}";
my $text = sprintf('%s:%d', $host, 25);
my $quoted = q{d'example} ;
($host) = split(/:/, $ENV{RELAY}, 2);
`);
    expect(assigned).toEqual([
      'RELAY = "a.example.com"',
      'HOST = "b.example.com"',
      'PORT = "25"',
      'host = (ENV.SMTP_HOST | "localhost")',
      'config = {smtp: {host: "c.example.com", -port: "25"}, list: ["a", "b"]}',
      'first = "x"',
      'second = "y"',
      'config.smtp.user = "me@example.com"',
      'Site::cfg.SMTP.MAILHOST = (Site::cfg.SMTP.MAILHOST | (host + ":25"))',
      'url = ("smtp://" + config.smtp.host + ":" + config.smtp.port)',
      'text = (host + ":" + "25")',
      'quoted = "d\'example"',
      'host = ENV.RELAY',
    ]);
  });

  test('here-documents, documentation, comments and patterns are told apart', async () => {
    const { assigned, calls, text, sourceOf } = await perl(
      'print <<"END", $x; # not "this"\nSMTP $host\nEND\n\n=pod\n\n$host = "no";\n\n=cut\n\n$a = 1 / 2; $b =~ s/"/x/g; $ü = "h.example.com" if /"/;\n__END__\n$c = 1;\n',
    );
    expect(arms(assigned)).toEqual(['a = ?', 'ü = "h.example.com" @0']);
    expect(calls[0]).toContain('print(');
    expect(sourceOf(text('h.example.com'), 'example')).toBe('example');
  });
});

describe('calls', () => {
  test('constructors, methods, functions, keys as named arguments', async () => {
    const { calls } = await perl(`
my $smtp = Net::SMTP->new($host, Port => 25, Hello => hostname()) or die "no";
my $old = new Net::SMTP('a.example.com');
my $transport = Email::Sender::Transport::SMTP->new({ host => $host, port => 25 });
$msg->send('smtp', $host, Timeout => 60) || die;
$self->{mailer}->connect($args{host});
unshift @{$Mail::Sendmail::mailcfg{smtp}}, 'b.example.com';
deliver $msg, %options;
my @all = map { $_->host } grep { $_ } @relays;
`);
    expect(calls).toEqual([
      'hostname()',
      'new Net::SMTP.new(host, Port="25", Hello=hostname())',
      'die("no")',
      'new Net::SMTP.new("a.example.com")',
      'new Email::Sender::Transport::SMTP.new({host: host, port: "25"})',
      'msg.send("smtp", host, Timeout="60")',
      'self.mailer.connect(args.host)',
      'unshift(Mail::Sendmail::mailcfg.smtp, "b.example.com")',
      'deliver(msg, ...options)',
      '?.host()',
      'grep(relays)',
      'map(grep(relays))',
    ]);
  });

  test('subroutines and branches', async () => {
    const { assigned, functions } = await perl(`
sub relay { my ($self, $zone) = @_; return "smtp.$zone"; }
sub other { my $class = shift; my $name = shift; if ($name) { $host = 'a' } elsif (1) { $host = 'b' } else { $host = 'c' } }
sub signed($host, $port = 25) { return $host }
sub proto($$;@) { $host = 'g' }
$host = 'd' unless $x;
for my $one ('e', 'f') { $host = $one; }
`);
    expect(functions).toEqual([
      'relay(zone) -> ("smtp." + zone)',
      'other(name) -> ',
      'signed(host, port) -> host',
      'proto() -> "g"',
    ]);
    expect(arms(assigned)).toEqual([
      'relay = fn0',
      'host = "a" @0',
      'host = "b" @1',
      'host = "c" @2',
      'other = fn1',
      'signed = fn2',
      'host = "g"',
      'proto = fn3',
      'host = "d" @0',
      'one = ("e" | "f") @0',
      'host = one @0',
    ]);
  });

  test('broken and deep code is read as far as it goes', async () => {
    const { calls } = await perl(`$x = ${'('.repeat(5000)}'a'; }}} ) ] f('b'); ${'{'.repeat(5000)} g("c`);
    expect(calls.length).toBeLessThan(3);
  });
});
