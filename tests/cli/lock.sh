# The lock, sessions ended from elsewhere, and what was typed, in a real terminal.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"

echo 1..26
store eve:handler@soc lea:lead@soc ada:account_admin

gone() { # nothing of what was shown stands on the screen or in the scroll-back
	tm capture-pane -t main -p -S - >"$tmp/all" && grep -q 'Locked since' "$tmp/all" &&
		! grep -e MARKER -e 'New case' "$tmp/all"
}

unlock() {
	text "$(cat "$tmp/eve.password")"
	keys Enter
}

ok 'signed in, half a case typed' eval "sign_in eve && text a && sees 'New case' && text 'MARKER half typed' &&
	sees 'MARKER half'"
keys F12
ok 'F12 locks' sees 'Locked since'
ok '… and nothing of what was shown is left' gone
as ada look sessions --json
ok 'the session is locked for the others to see' holds 'rows[0]["state"] == "locked"'
text 'not the password'
keys Enter
ok 'a wrong password is refused' sees 'user or password is wrong'
unlock
ok 'the right one brings everything back' sees 'MARKER half typed'
as ada look sessions --json
ok '… and the session is open' holds 'rows[0]["state"] == "open"'

as ada do session-end 1
ok 'an account_admin ends it' exits 0
ok '… while it only sits there' sees 'left: 1'
ok '… and the reason is told' sees 'ended from elsewhere'
tm kill-session -t main

ok 'what was typed is offered at the next sign-in' eval "sign_in eve && sees 'You have a draft' && sees 'MARKER half'"
keys d
ok '… and thrown away by one key' sees 'thrown away'
keys F12
sees 'Locked since'
as ada do session-end 2
ok 'a locked one is ended too' sees 'left: 1'
tm kill-session -t main

for i in 1 2 3; do
	tm new-session -d -s "s$i" -x 80 -y 24 "env TERM=xterm-256color TZ=UTC LC_ALL=C.UTF-8 '$BLOTTER' --user eve"
done
one_shows() { # SESSION PATTERN
	tm capture-pane -t "$1" -p | grep -q -e "$2"
}
others() { # every one of the three shows PATTERN
	for i in 1 2 3; do eventually one_shows "s$i" "$1" || return; done
}
type_all() {
	for i in 1 2 3; do tm send-keys -t "s$i" "$@"; done
}
others 'Enter accepts' && type_all Enter && others 'Password:'
type_all -l "$(cat "$tmp/eve.password")"
type_all Enter
ok 'three sessions of one person' others 'Welcome'
terminal : --user eve
sees 'Enter accepts' && keys Enter && sees 'Password:'
unlock
ok 'the fourth is refused' sees 'you are signed in 3 times'
ok '… and says what to do' sees 'session-end NUMBER'
as eve do session-end 3
ok '… which helps from the command line' exits 0
two_are_left() {
	test "$(tm list-sessions -F '#{session_name}' | grep -c '^s[123]$')" -eq 2
}
ok 'one of the three ends' eventually two_are_left
unlock_again() { keys Enter; sees 'Password:' && unlock && sees 'Welcome'; }
ok '… and the fourth comes in' unlock_again

# killed without a word: whoever comes next notices
kill -9 "$(pgrep -P "$(tm display-message -p -t main '#{pane_pid}')")"
sees 'left: 137'
as ada look sessions --json
ok 'a killed one is known to be gone' holds '[row["why"] for row in rows if row["state"] == "ended"].count("lost") == 1'
as lea audit verify
ok 'the log agrees with the store' exits 0

# --- called away from recovery codes that are shown once ---

end_terminals
set_up() { # to the recovery codes; the secret is left in $secret
	sees 'Enter begins' && keys Enter && sees 'Then press Enter' &&
		secret=$(grep -oE '[A-Z2-7]{16}' "$tmp/screen" | tr -d '\n') && keys Enter && sees 'Each works once'
}
sign_in eve
text ':totp'
keys Enter
ok 'recovery codes are shown' set_up
keys F12
began=
begins_anew() {
	sees 'Locked since' && unlock && sees 'Enter begins' && began=yes
}
ok '… after a lock it begins anew' begins_anew
as eve look queue
ok '… and no code is asked for: they are not lost' test "$began" = yes -a "$rc" -eq 0
set_up && grep -oE '([0-9a-z]{4}-){3}[0-9a-z]{4}' "$tmp/screen" | head -n 1 >"$tmp/code"
keys Enter
sees 'Code:' && text "$(code_of "$secret")" && keys Enter
ok 'the first code makes it count' sees 'your second factor is set up'
rc=0
"$BLOTTER" --user eve --password-file "$tmp/eve.password" look queue --totp-fd 3 3<"$tmp/code" >"$tmp/out" 2>"$tmp/err" || rc=$?
ok '… and a code that was shown lets one in' exits 0
