# Making a store from answers.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..27
init() {
	run init --answers "$tmp/answers.yaml"
}
people ann:lead@soc >"$tmp/answers.yaml"
chmod 644 "$tmp/answers.yaml"
init
ok 'answers that others can read are refused' begins 'failed:'
ok '… and no store is made' test ! -e "$tmp/store"
chmod 600 "$tmp/answers.yaml"
echo 'colour: blue' >>"$tmp/answers.yaml"
init
ok 'an unknown key is refused' begins 'invalid:'
ok '… with its line' err 'answers.yaml:6: .*colour'
people ann:lead@nowhere >"$tmp/answers.yaml"
init
ok 'a role in a group that is not there' err '^invalid: .*nowhere'
people ann:approver@soc >"$tmp/answers.yaml"
init
ok 'a role of the whole store takes no group' err '^invalid: .*approver'
{ people; echo '  - {name: ann, full_name: Ann, password: "too short", roles: [lead@soc]}'; } >"$tmp/answers.yaml"
init
ok 'a short password' err '^invalid: .*at least 16'
{ people; echo '  - {name: ann, full_name: "Ann Walnut", password: "walnut-walnut-walnut", roles: [lead@soc]}'; } \
	>"$tmp/answers.yaml"
init
ok 'a password with the own name in it' err '^invalid: .*name'
anchor() { # FILE: as the anchor of a new store
	{ echo "anchor: $1"; people ann:lead@soc; } >"$tmp/answers.yaml"
	init
}
mkdir "$tmp/a-directory"
echo 'dear diary' >"$tmp/diary"
ln -s "$tmp/elsewhere" "$tmp/link"
anchor "$tmp/no-directory/anchor"
ok 'an anchor file whose directory is not there' err '^invalid: anchor: .*no-directory/anchor.*make its directory'
anchor "$tmp/a-directory"
ok '… which is a directory' err '^invalid: anchor: .*a-directory.* is not a regular file'
anchor "$tmp/link"
ok '… or a link' err '^invalid: anchor: .*link.* is not a regular file'
anchor "$tmp/diary"
ok '… or some other file' err '^invalid: anchor: .*diary.* is no anchor file'
anchor "$tmp/store/anchor"
ok '… or goes with the store when that is lost' err '^invalid: anchor: .*in the store itself'
ok 'nothing is left of any of them' test "$(ls "$tmp" | grep -c store)" -eq 0

store ann:lead@soc
ok 'a store is made' test -s "$tmp/store/keyring"
ok 'the recovery code is all of standard output' grep -qE '^[0-9A-Z]{4}(-[0-9A-Z]{4})+$' "$tmp/recovery"
ok '… one line' test "$(wc -l <"$tmp/recovery")" -eq 1
ok 'no account_admin is only a warning' err 'account_admin'
ok 'nobody else may look in' test "$(stat -c %a "$tmp/store")" = 700
ok '… nor into any file' test -z "$(find "$tmp/store" "$tmp/store.anchor" -perm /077)"
ok 'the files are those of the contract' test "$(cd "$tmp/store" && LC_ALL=C ls | grep -vE 'lock|journal|kdf' |
	paste -s -d ' ')" = 'cases-0001.db evidence inbox keyring keyring.bak public throttle'
init
ok 'a second store in its place is refused' begins 'failed:'

chmod 750 "$tmp/store"
as ann look cases
ok 'a store that is open to others is refused' begins 'failed:'
chmod 700 "$tmp/store"
cp "$tmp/store/public" "$tmp/public"
sed 's/Test House/Best House/' "$tmp/public" >"$tmp/store/public"
as ann look cases
ok 'a changed public is found out' begins 'failed:'
cp "$tmp/public" "$tmp/store/public"
cp "$tmp/store/keyring" "$tmp/keyring"
head -c 1000 "$tmp/keyring" >"$tmp/store/keyring"
as ann look cases
ok 'a cut keyring is mended from its copy, or said' test "$rc" -eq 0 -o -n "$(grep '^failed:' "$tmp/err")"
cp "$tmp/keyring" "$tmp/store/keyring"
: >"$tmp/store/cases-0001.db"
as ann look cases
ok 'an emptied database is not taken for a new one' begins 'failed:'
ok '… and stays as it is' test ! -s "$tmp/store/cases-0001.db"
