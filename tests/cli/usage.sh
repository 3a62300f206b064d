# The command line before anybody signs in: verbs, options, exit codes, help.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..26
run help
ok 'help lists the verbs' out '  init' '  do' '  look' '  ingest' '  audit' '--password-fd'
run --version
ok 'the version' out '^blotter [0-9]'
run about --crypto
ok 'about names the libraries' out '^sqlcipher' '^openssl' '^providers  *OpenSSL Default Provider .*active' 'is a fact of your installation'
for verb in drop report export import exercise; do
	run $verb
	echo "$verb $rc $(cat "$tmp/err")"
done >"$tmp/all"
ok 'verbs of later are no verbs yet' not grep -v ' 2 usage: there is no command' "$tmp/all"
run look --nonsense
ok 'an unknown option' exits 2
ok '… is said' err '^usage: .*--nonsense'
run look cases --answers x
ok 'an option of another verb' exits 2
run look
ok 'look at what' exits 2
run look nonsense
ok 'an unknown query' exits 2
run do nonsense
ok 'an unknown action' exits 2
run do case-take
ok 'an action without its case' exits 2
run look cases --limit -1
ok 'a limit that is none' exits 2
run do --help
ok 'do --help lists the actions' out 'case-create' 'case-transfer CASE' 'user-password' 'note-correct'
run do case-create --help
ok 'do ACTION --help lists its fields' out 'detection_source' 'reporter_name' 'DFARS' 'one of:.*siem_rule'
run help look
ok 'help look lists the queries' out 'queue' 'notes CASE' 'case CASE'
run look cases --user x --password-file "$tmp/none"
ok 'a password file that is not there' begins 'failed:'
run look cases --user x --password-file /dev/null
ok 'a password file that is no file' begins 'failed:'
mkdir -p "$tmp/config/blotter"
printf 'include mc\nbind list g g first\n' >"$tmp/config/blotter/keys.conf"
export XDG_CONFIG_HOME="$tmp/config"
run --check-config
ok 'keys without a mistake' exits 0
printf 'bind list Q mark\nbind list Q unmark\nbind lust x mark\nbind list x explode\n' >"$tmp/config/blotter/keys.conf"
run --check-config
ok 'mistakes in the keys are found' exits 3
ok '… each with its line' err 'blotter/keys.conf:2: .*twice' ':3: there is no section .lust' ':4: there is no command .explode' ":2: leaves no key for 'quit'"
run look cases --check-config
ok 'a verb checks no keys' exits 2
rm "$tmp/config/blotter/keys.conf"
mkdir "$tmp/config/blotter/themes"
printf 'overdue = bold #ff0000\n' >"$tmp/config/blotter/themes/dark.theme"
printf 'late = red\nok = rot\n' >"$tmp/config/blotter/themes/own.theme"
run --check-config
ok 'mistakes in a theme are found' exits 3
ok '… each with its line' err 'themes/own.theme:1: nothing is called .late' "own.theme:2: 'rot' is no colour"
run --color rainbow
ok 'a choice of colours that is none' exits 2
ok '… is said' err '^usage: --color is auto, never, 16, 256 or direct'
# it waits until somebody reads all that it has to say of the file
seq 3000 | sed 's/.*/bind lust x mark/' >"$tmp/config/blotter/keys.conf"
mkfifo "$tmp/told"
"$BLOTTER" --check-config 2>"$tmp/told" &
pid=$!
exec 3<"$tmp/told"
read -r _ <&3
ok 'the keys are read by a process that is confined already' grep -q 'NoNewPrivs:.*1' "/proc/$pid/status"
cat <&3 >"$tmp/rest"
exec 3<&-
wait $pid || :
