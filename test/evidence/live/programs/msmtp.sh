# msmtp.sh BEFORE AFTER OUT: sends with the first configuration, then with the second.
before=$1 after=$2 out=$3
send() {
  for who in alice bob; do
    printf 'From: app@shop.example\nSubject: which way\nMessage-ID: <%s-%s@judge.example.test>\n\nhello\n' "$2" "$who" |
      msmtp -C "$1/etc/msmtprc" --logfile="$out/$2.log" -f app@shop.example "$who@customer.example"
  done
}
send "$before" before
sleep 1.1
send "$after" after
