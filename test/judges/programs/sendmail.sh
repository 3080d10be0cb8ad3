# sendmail.sh CASE FROM TO [FROM TO]…: expands the case's .mc files, and has Sendmail deliver the mails at once.
cp -rT "$1/etc/mail" /etc/mail
shift
cd /etc/mail
for model in *.mc; do
  m4 -D_CF_DIR_=/usr/share/sendmail/cf/ /usr/share/sendmail/cf/m4/cf.m4 "$model" >"${model%.mc}.cf"
done
for map in mailertable access; do
  [ ! -e $map ] || makemap hash $map <$map
done
echo judge.example.test >local-host-names
install -d /var/spool/mqueue
ls -la 
while [ $# -gt 0 ]; do
  printf 'Subject: which way\n\nhello\n' | /usr/libexec/sendmail/sendmail -C /etc/mail/sendmail.cf -v -Am -oi -odi -f "$1" "$2"
  shift 2
done
