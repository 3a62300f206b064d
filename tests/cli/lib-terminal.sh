# The program in a real terminal of 80x24: read after lib.sh.
command -v tmux >/dev/null || { echo '1..0 # SKIP tmux is not installed'; exit 0; }
socket=blotter-$$
trap 'tmux -L $socket kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
: >"$tmp/out"
: >"$tmp/err"

tm() { tmux -L "$socket" "$@"; }
# it stays between two terminals: one that is about to end takes no other; whose shell it is says nothing
tm -f /dev/null start-server \; set-option -g exit-empty off \; set-option -g default-shell /bin/sh
keys() { tm send-keys -t main "$@"; }
text() { tm send-keys -t main -l "$1"; }

terminal() { # AFTER ARGUMENT...: runs the program; AFTER is run in the same terminal when it has left
	local after=$1
	shift
	tm new-session -d -s main -x 80 -y 24 \
		"env TERM=${TERMINAL:-xterm-256color} TZ=UTC LC_ALL=C.UTF-8 '$BLOTTER' --store '$BLOTTER_STORE' $*
		echo left: \$?; $after; exec cat"
}

end_terminals() { # all of them, but not what holds them
	for name in $(tm list-sessions -F '#{session_name}'); do tm kill-session -t "=$name"; done
}

shows() { # PATTERN: stands on the screen now
	tm capture-pane -t main -p >"$tmp/screen" 2>/dev/null && grep -q -e "$1" "$tmp/screen"
}

sees() { # PATTERN: stands there within a minute
	eventually shows "$1" && return
	cat "$tmp/screen"
	return 1
}

asked() { # PATTERN: the last line on the screen
	tm capture-pane -t main -p | grep . | tail -n 1 | grep -q -e "$1"
}

asks() { # PATTERN: within a minute
	eventually asked "$1" && return
	tm capture-pane -t main -p
	return 1
}

sign_in() { # USER
	terminal "${2:-:}" && sees 'Enter accepts' && keys Enter && sees 'Sign in' && text "$1" && keys Enter &&
		sees 'Password' && text "$(cat "$tmp/$1.password")" && keys Enter && sees 'Welcome' && keys Enter
}

leave() {
	text Q
	sees 'left: 0' && tm kill-session -t main
}
