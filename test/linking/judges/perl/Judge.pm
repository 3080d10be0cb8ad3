# Loaded before a fixture's program: prints the host that it would connect to, and stops. Net::SMTP and all that is made of it
# open their sockets by one of these.
package Judge;
use strict;
use warnings;
use IO::Socket::INET;

sub stop {
    my (undef, $arguments) = @_;
    my $host = $arguments->{PeerAddr} // $arguments->{PeerHost};
    syswrite STDOUT, "judge:$host\n";
    exit 0;
}

{
    no warnings 'redefine';
    *IO::Socket::INET::configure = \&stop;
    if (eval { require IO::Socket::IP; 1 }) { *IO::Socket::IP::configure = \&stop; }
}

1;
