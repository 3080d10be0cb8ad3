# postfix.sh BEFORE AFTER OUT: sends with the first configuration, starts anew with the second, and sends again.
before=$1 after=$2 out=$3
mkdir -p /etc/postfix
cd /etc/postfix
cp -n /usr/share/postfix/dynamicmaps.cf .
chown postfix /var/lib/postfix
(
  cd /var/spool/postfix
  install -d -o postfix -m 700 active bounce corrupt defer deferred flush hold incoming private saved trace
  install -d -o postfix -g postdrop -m 730 maildrop
  install -d -o postfix -g postdrop -m 710 public
  install -d pid
)
chgrp postdrop /usr/sbin/postdrop /usr/sbin/postqueue
chmod g+s /usr/sbin/postdrop /usr/sbin/postqueue
awk '/^[^ \t#]/ { keep = $2 != "inet"; $5 = "n" } keep' /usr/share/postfix/master.cf.dist >master.cf
configure() {
  cp "$1/etc/postfix/main.cf" main.cf
  printf '%s\n' '' maillog_file=/var/log/postfix.log alias_maps= alias_database= inet_protocols=ipv4 compatibility_level=3.6 >>main.cf
}
send() {
  for who in alice bob; do
    printf 'Subject: which way\nMessage-ID: <%s-%s@judge.example.test>\n\nhello\n' "$1" "$who" |
      sendmail -f app@shop.example "$who@customer.example"
  done
}
sent() {
  until [ "$(grep -c 'status=sent' /var/log/postfix.log)" -ge "$1" ] && [ "$(grep -c ': removed$' /var/log/postfix.log)" -ge "$1" ]; do sleep 0.1; done
}
touch /var/log/postfix.log
trap 'cat /var/log/postfix.log' EXIT
configure "$before"
/usr/lib/postfix/sbin/master -w
send before
sent 2
lines=$(wc -l </var/log/postfix.log)
cp /var/log/postfix.log "$out/before.log"
sleep 1.1
# A reload would let processes that still run answer with the old setting for a while: stopped and started, none does.
master=$(tr -d ' ' </var/spool/postfix/pid/master.pid)
kill "$master"
# Nobody here collects those that have ended: they stay as zombies.
while grep -q '^State:.[^Z]' "/proc/$master/status" 2>/dev/null; do sleep 0.1; done
configure "$after"
/usr/lib/postfix/sbin/master -w
send after
sent 4
tail -n +$((lines + 1)) /var/log/postfix.log >"$out/after.log"
