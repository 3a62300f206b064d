# A store made by answering at the terminal, its recovery code typed back, every password lost, and the
# way in again.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"

echo 1..28
BLOTTER_STORE=$tmp/made
password='mossy kettle under 47 bridges'

answer() { # PROMPT TEXT
	asks "$1" && text "$2" && keys Enter
}

person() { # NAME FULL_NAME: the roles that are offered
	answer 'User name.*: *$' "$1" && answer "Full name: *\$" "$2" && answer 'Roles \[.*\]: *$' '' &&
		answer 'Password: *$' "$password" && answer 'Password, again: *$' "$password"
}

code_shown() { # the last one on the screen, in $code
	tm capture-pane -t main -p >"$tmp/screen"
	code=$(grep -oE '^[0-9A-Z]{4}(-[0-9A-Z]{4}){8}$' "$tmp/screen" | tail -n 1)
	test -n "$code"
}

terminal : init
ok 'init says in lines that fit what it makes beside the store' sees '^and its host key (STORE.host-key), '
ok 'init asks for the organisation' answer 'Organisation: *$' 'Fisherbrook Castings'
ok '… the marking' answer 'Marking.*\[CUI\]: *$' ''
ok '… the profile, which must be one' answer 'Profile.*\[standard\]: *$' paper
ok '… and is refused' sees '"paper" is none: standard, or fips'
ok '… and asked for again' asks 'Profile.*\[standard\]: *$'
# where the provider is, there is nothing to refuse
if "$BLOTTER" about --crypto | grep -q 'can be used here'; then
	ok 'the profile standard is taken' answer 'Profile.*\[standard\]: *$' standard
	ok '… and the next question comes' asks 'Groups.*\[soc\]: *$'
else
	ok 'a profile that cannot be had here' answer 'Profile.*\[standard\]: *$' fips
	ok '… does not keep one from the other' answer 'Profile.*\[standard\]: *$' standard
fi
ok '… the groups' answer 'Groups.*\[soc\]: *$' ''
sees 'The first lead' && person bea 'Bea Lindqvist'
sees 'An account administrator' && person ivy 'Ivy Marsh'
sees 'An auditor' && person hal 'Hal Orr'
ok '… the people, and shows the recovery code' sees 'Type it from the paper'
ok 'a code' code_shown
first=$code
text 'ABCD-1234' && keys Enter
ok 'a mistyped one is asked for again' sees 'That is another one'
text "$(echo "$first" | tr 'A-Z-' 'a-z ')" && keys Enter
ok 'typed back in small letters and with blanks it is the same' sees 'It is the same'
ok 'the store is made' sees 'left: 0'
tm kill-session -t main

terminal : recover ivy
ok 'recover asks for the code' sees 'Recovery code, not shown'
text "$first" && keys Enter
ok '… and shows a one-time passphrase' sees 'one-time passphrase of ivy'
ok '… and the next code' sees 'Type it from the paper'
code_shown
text "$code" && keys Enter
sees 'left: 0'
tm kill-session -t main
ok '… which is another one' test "$code" != "$first"

printf '%s\n' "$first" >"$tmp/first"
printf '%s\n' "$code" >"$tmp/second"
chmod 600 "$tmp/first" "$tmp/second"
run --store "$BLOTTER_STORE" recover ivy --password-file "$tmp/first"
ok 'the code that was used counts no more' begins login:
run --store "$BLOTTER_STORE" recover ivy --password-file "$tmp/second"
ok 'in a script the passphrase and the next code are lines' exits 0
ok '… two of them' lines 2
sed -n 2p "$tmp/out" >"$tmp/third"

printf '%s\n' "$password" >"$tmp/hal.password"
chmod 600 "$tmp/hal.password"
as hal look audit action=recover --json
ok 'the auditor finds both uses' holds \
	'len({r["time"] for r in rows if r["actor"] == "recovery" and r["result"] == "done"}) == 2'
as hal audit verify
ok 'the log is whole' exits 0

rm "$BLOTTER_STORE.host-key"
as hal look audit
ok 'a host key that is lost keeps everybody out' err '^failed: there is no host key'
run --store "$BLOTTER_STORE" recover ivy --password-file "$tmp/third"
ok '… the code alone makes no new one' err '^failed: .*--new-host-key'
run --store "$BLOTTER_STORE" recover ivy --password-file "$tmp/third" --new-host-key
ok '… but when told to' test "$rc" -eq 0 -a -s "$BLOTTER_STORE.host-key"
sed -n 1p "$tmp/out" >"$tmp/ivy.password"
as ivy look users
ok '… and then the one-time passphrase opens' err '^denied: change your one-time passphrase first'
as hal look audit
ok '… and no earlier password' begins 'login: user or password is wrong'
