# exim.sh BEFORE AFTER OUT: sends with Debian's configuration for the first smarthost, then for the second.
before=$1 after=$2 out=$3
install -d -o Debian-exim -g Debian-exim /var/spool/exim4 /var/log/exim4
install -d /var/lib/exim4
send() {
  cp "$1/etc/exim4/update-exim4.conf.conf" /etc/exim4/
  update-exim4.conf
  for who in alice bob; do
    printf 'Subject: which way\nMessage-ID: <%s-%s@judge.example.test>\n\nhello\n' "$2" "$who" |
      exim4 -odf -oi -f app@shop.example "$who@customer.example"
  done
}
trap 'cat /var/log/exim4/*' EXIT
send "$before" before
mv /var/log/exim4/mainlog "$out/before.log"
sleep 1.1
send "$after" after
cp /var/log/exim4/mainlog "$out/after.log"
