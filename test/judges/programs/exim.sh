# exim.sh CASE FROM TO [FROM TO]…: has Exim deliver the mails at once with the case's etc/exim4, or its one file.
cp -rT "$1/etc/exim4" /etc/exim4
shift
install -d -o Debian-exim -g Debian-exim /var/spool/exim4 /var/log/exim4
# Debian's own script makes the one file out of the others.
[ -e /etc/exim4/exim4.conf ] || { install -d /var/lib/exim4; update-exim4.conf -v; }
trap 'cat /var/log/exim4/*' EXIT
while [ $# -gt 0 ]; do
  printf 'Subject: which way\n\nhello\n' | exim4 -odf -oi -f "$1" "$2"
  shift 2
done
