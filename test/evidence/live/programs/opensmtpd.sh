# opensmtpd.sh BEFORE AFTER OUT: starts smtpd with the first configuration, then with the second, and hands it mail.
before=$1 after=$2 out=$3
install -d -m 711 /var/empty /var/spool/smtpd
chgrp opensmtpq /usr/sbin/smtpctl
chmod g+s /usr/sbin/smtpctl
touch /etc/aliases
send() {
  cp "$1/etc/smtpd.conf" /etc/smtpd.conf
  smtpd -d >"$out/$2.log" 2>&1 &
  until smtpctl show status >/dev/null 2>&1; do sleep 0.1; done
  for who in alice bob; do
    printf 'Subject: which way\nMessage-ID: <%s-%s@judge.example.test>\n\nhello\n' "$2" "$who" |
      sendmail -f app@shop.example "$who@customer.example"
  done
  until [ "$(grep -c 'result="Ok"' "$out/$2.log")" -ge 2 ]; do sleep 0.1; done
  kill %%
  wait || true
}
trap 'cat "$out"/*.log' EXIT
send "$before" before
send "$after" after
