# opensmtpd.sh CASE FROM TO [FROM TO]…: starts smtpd with the case's etc and hands it the mails.
cp -rT "$1/etc" /etc
shift
install -d -m 711 /var/empty /var/spool/smtpd
chgrp opensmtpq /usr/sbin/smtpctl
chmod g+s /usr/sbin/smtpctl
trap 'cat /var/log/smtpd.log' EXIT
smtpd -n
smtpd -d >/var/log/smtpd.log 2>&1 &
until smtpctl show status >/dev/null 2>&1; do sleep 0.1; done
mails=0
while [ $# -gt 0 ]; do
  printf 'Subject: which way\n\nhello\n' | sendmail -f "$1" "$2"
  shift 2
  mails=$((mails + 1))
done
# Each mail goes another way; smtpd itself would try for longer.
until [ "$(grep -cE 'mta error|TempFail' /var/log/smtpd.log)" -ge "$mails" ]; do sleep 0.1; done
