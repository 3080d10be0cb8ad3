# nodemailer.sh BEFORE AFTER OUT: runs the same program with the first environment, then with the second.
before=$1 after=$2 out=$3
send() {
  set -a
  . "$1/.env"
  set +a
  node "$1/send.mjs" "$2" >"$out/$2.log"
}
send "$before" before
sleep 1.1
send "$after" after
