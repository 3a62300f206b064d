# Signals and a lost terminal: the terminal comes back, nothing half-written stays, the log is whole.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"

echo 1..13
store eve:handler@soc lea:lead@soc

no_draft() { # what the last one left is thrown away
	sees 'a new\|You have a draft' || return 1
	grep -q 'You have a draft' "$tmp/screen" || return 0
	text d
	sees 'thrown away'
}

begin() { # signed in, half a case typed
	sign_in eve 'stty -a' && no_draft && text a && sees 'New case' && text 'MARKER half typed' && sees 'MARKER half'
}

program() {
	pgrep -P "$(tm display-message -p -t main '#{pane_pid}')"
}

gone() { # PID: it has ended, whether or not anybody has asked how
	! grep -q '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$1/status" 2>/dev/null
}

sane() { # echo and line editing are back
	sees 'left:' && sees ' echo ' && sees ' icanon '
}

for signal in TERM SEGV ABRT; do
	ok "with $signal in the middle of a form" begin
	kill -s $signal "$(program)"
	ok '… the terminal comes back as it was' sane
	tm kill-session -t main
done

no_terminal() {
	begin || return
	pid=$(program)
	not gone "$pid" && tm kill-session -t main && eventually gone "$pid"
}
ok 'without its terminal the program ends' no_terminal

ok 'what was typed is offered at the next sign-in' eval "sign_in eve && sees 'You have a draft' && sees 'MARKER half'"
kill "$(program)"
ok 'a signal ends it, and no key is needed' sees 'left:'
tm kill-session -t main

as lea look cases --json
ok 'nothing half-typed was saved' lines 0
as lea audit verify
ok 'the log agrees with the store' exits 0
ok 'no word of it stands in any file of the store' not grep -rqa 'MARKER half' "$BLOTTER_STORE"

sed -i 's/ authorised / unauthorised /; s/"notice": "/"notice": "Altered. /' "$BLOTTER_STORE/public"
terminal 'stty -a' # glanced at for the first screen, and verified before it can be answered
ok 'an altered notice ends the program before anybody can accept it' eval "sees 'public. was changed' && sane"
tm kill-session -t main
