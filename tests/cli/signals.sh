# Signals and a lost terminal: the terminal comes back, nothing half-written stays, the log is whole.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

command -v tmux >/dev/null || { echo '1..0 # SKIP tmux is not installed'; exit 0; }
echo 1..10
store eve:handler@soc lea:lead@soc
socket=blotter-$$
trap 'tmux -L $socket kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
tm() { tmux -L "$socket" "$@"; }
: >"$tmp/out"
: >"$tmp/err"

sees() { # PATTERN: stands on the screen within 20 seconds
	for _ in $(seq 200); do
		tm capture-pane -t main -p >"$tmp/screen" 2>/dev/null
		grep -q -e "$1" "$tmp/screen" && return
		sleep 0.1
	done
	echo "not seen: $1"
	cat "$tmp/screen"
	return 1
}

begin() { # signed in, half a case typed
	tm new-session -d -s main -x 80 -y 24 \
		"env TERM=xterm-256color LC_ALL=C.UTF-8 '$BLOTTER' --store '$BLOTTER_STORE'; echo left: \$?; stty -a; exec cat"
	sees 'Enter accepts' && tm send-keys -t main Enter && sees 'Sign in' && tm send-keys -t main eve Enter &&
		sees 'Password' && tm send-keys -t main -l "$(cat "$tmp/eve.password")" &&
		tm send-keys -t main Enter && sees 'Welcome' && tm send-keys -t main Enter && tm send-keys -t main a &&
		sees 'New case' && tm send-keys -t main -l 'MARKER half typed' && sees 'MARKER half'
}

program() {
	pgrep -P "$(tm display-message -p -t main '#{pane_pid}')"
}

gone() { # PID: within 20 seconds
	for _ in $(seq 200); do
		kill -0 "$1" 2>/dev/null || return 0
		sleep 0.1
	done
	return 1
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

begin
pid=$(program)
tm kill-session -t main
ok 'without its terminal the program ends' gone "$pid"

as lea look cases --json
ok 'nothing half-typed was saved' lines 0
as lea audit verify
ok 'the log agrees with the store' exits 0
ok 'no word of it stands in any file of the store' not grep -rqa 'MARKER half' "$BLOTTER_STORE"
