# sendmail.sh CASE FROM TO [FROM TO]…: has Sendmail deliver the mails at once, with the case's .cf or what m4 makes of its .mc.
cp -rT "$1/etc/mail" /etc/mail
shift
cd /etc/mail
for model in *.mc; do
  [ ! -e "$model" ] || m4 -D_CF_DIR_=/usr/share/sendmail/cf/ /usr/share/sendmail/cf/m4/cf.m4 "$model" >"${model%.mc}.cf"
done
for map in mailertable access authinfo; do
  [ ! -e $map ] || makemap hash $map <$map
done
echo judge.example.test >local-host-names
touch aliases
install -d /var/spool/mqueue
install -d -o smmsp -g smmsp -m 770 /var/spool/mqueue-client /var/spool/clientmqueue
# Without a daemon of its own, the machine's mail starts with submit.cf.
mode=-Am
[ -e sendmail.cf ] || mode=-Ac
while [ $# -gt 0 ]; do
  printf 'Subject: which way\n\nhello\n' | /usr/libexec/sendmail/sendmail $mode -v -oi -odi -f "$1" "$2" || true
  shift 2
done
