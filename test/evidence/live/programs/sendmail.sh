# sendmail.sh BEFORE AFTER OUT: sends with what m4 makes of the first configuration, then of the second. Sendmail logs to
# syslog only, so that a socket takes its lines and puts them into a file, as a syslog daemon does.
before=$1 after=$2 out=$3
mkdir /run/dev
for device in null zero full random urandom; do
  touch /run/dev/$device
  mount --bind /dev/$device /run/dev/$device
done
mount --rbind /run/dev /dev
perl -MSocket -MIO::Handle -e '
  socket(my $in, AF_UNIX, SOCK_DGRAM, 0) or die $!;
  bind($in, sockaddr_un("/dev/log")) or die $!;
  chmod 0666, "/dev/log";
  open(my $to, ">>", "/var/log/mail.log") or die $!;
  $to->autoflush(1);
  while (defined recv($in, my $line, 8192, 0)) {
    $line =~ s/\0|\n$//g;
    $line =~ s/^<\d+>(.{15} )/$1judge /;
    print $to "$line\n";
  }' &
until [ -e /dev/log ]; do
  kill -0 %1
  sleep 0.1
done
mkdir -p /etc/mail
cd /etc/mail
echo judge.example.test >local-host-names
touch aliases
install -d /var/spool/mqueue
install -d -o smmsp -g smmsp -m 770 /var/spool/mqueue-client /var/spool/clientmqueue
send() {
  m4 -D_CF_DIR_=/usr/share/sendmail/cf/ /usr/share/sendmail/cf/m4/cf.m4 "$1/etc/mail/sendmail.mc" >sendmail.cf
  for who in alice bob; do
    printf 'Subject: which way\nMessage-ID: <%s-%s@judge.example.test>\n\nhello\n' "$2" "$who" |
      /usr/libexec/sendmail/sendmail -Am -oi -odi -f app@shop.example "$who@customer.example"
  done
}
trap 'cat /var/log/mail.log' EXIT
send "$before" before
sleep 1.1
lines=$(wc -l </var/log/mail.log)
cp /var/log/mail.log "$out/before.log"
send "$after" after
sleep 0.5
tail -n +$((lines + 1)) /var/log/mail.log >"$out/after.log"
kill %1
