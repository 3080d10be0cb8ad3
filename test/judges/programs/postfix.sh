# postfix.sh CASE FROM TO [FROM TO]…: starts Postfix with the case's etc/postfix and hands it the mails.
cp -rT "$1/etc/postfix" /etc/postfix
shift
cd /etc/postfix
[ -e master.cf ] || cp /usr/share/postfix/master.cf.dist master.cf
cp -n /usr/share/postfix/dynamicmaps.cf .
# What `postfix start` sees to, in very many steps.
chown postfix /var/lib/postfix
cd /var/spool/postfix
install -d -o postfix -m 700 active bounce corrupt defer deferred flush hold incoming private saved trace
install -d -o postfix -g postdrop -m 730 maildrop
install -d -o postfix -g postdrop -m 710 public
install -d pid
cd /etc/postfix
chgrp postdrop /usr/sbin/postdrop /usr/sbin/postqueue
chmod g+s /usr/sbin/postdrop /usr/sbin/postqueue
for map in $(postconf -hx transport_maps sender_dependent_relayhost_maps smtp_sasl_password_maps relay_domains | grep -oE '\bhash:[^, ]+'); do
  postmap "$map"
done
# What the sandbox needs, not what routes: no listeners, no chroot, a log.
awk '/^[^ \t#]/ { keep = $2 != "inet"; $5 = "n" } keep' master.cf >sandboxed.cf
mv sandboxed.cf master.cf
printf '%s\n' '' maillog_file=/var/log/postfix.log alias_maps= alias_database= inet_protocols=ipv4 compatibility_level=3.6 >>main.cf
trap 'cat /var/log/postfix.log' EXIT
/usr/lib/postfix/sbin/master -w
mails=0
while [ $# -gt 0 ]; do
  printf 'Subject: which way\n\nhello\n' | sendmail -f "$1" "$2"
  shift 2
  mails=$((mails + 1))
done
# A mail that every relay has turned away waits in the deferred queue.
until [ "$(postqueue -j | grep -c '"queue_name": "deferred"')" -eq "$mails" ]; do sleep 0.1; done
