# postfix.sh CASE FROM TO [FROM TO]…: starts Postfix with the case's etc/postfix and hands it the mails.
cp -rT "$1/etc/postfix" /etc/postfix
shift
[ -e /etc/postfix/master.cf ] || cp /usr/share/postfix/master.cf.dist /etc/postfix/master.cf
cp -n /usr/share/postfix/dynamicmaps.cf /etc/postfix/
chown postfix /var/lib/postfix
chgrp postdrop /usr/sbin/postdrop /usr/sbin/postqueue
chmod g+s /usr/sbin/postdrop /usr/sbin/postqueue
# What the sandbox needs, not what routes: no listeners, a log, no chroot.
for service in $(postconf -M | awk '$2 == "inet" { print $1 }'); do postconf -MX "$service/inet"; done
postconf -F '*/*/chroot=n'
postconf -e maillog_file=/var/log/postfix.log alias_maps= alias_database= inet_protocols=ipv4 compatibility_level=3.6
for map in $(postconf -hx transport_maps sender_dependent_relayhost_maps smtp_sasl_password_maps relay_domains | grep -oE '\bhash:[^, ]+'); do
  postmap "$map"
done
trap 'cat /var/log/postfix.log' EXIT
postfix start
mails=0
while [ $# -gt 0 ]; do
  printf 'Subject: which way\n\nhello\n' | sendmail -f "$1" "$2"
  shift 2
  mails=$((mails + 1))
done
# A mail that every relay has turned away waits in the deferred queue.
until [ "$(postqueue -j | grep -c '"queue_name": "deferred"')" -eq "$mails" ]; do sleep 0.1; done
