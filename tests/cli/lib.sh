# What the tests of the command line share. They run the real program ($BLOTTER) with the real key
# derivation, so a sign-in takes most of a second: many acts go into one batch.
BLOTTER=${BLOTTER:-./blotter}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
umask 077
unset BLOTTER_USER
BLOTTER_STORE=$tmp/store
export BLOTTER_STORE
n=0 rc=0

ok() { # TITLE COMMAND...: passes when the command does
	title=$1
	shift
	n=$((n + 1))
	if "$@" >"$tmp/why" 2>&1; then
		echo "ok $n - $title"
		return
	fi
	echo "not ok $n - $title"
	{ echo "exit code $rc"; head -c 2000 "$tmp/why"; echo "out:"; head -c 2000 "$tmp/out"; echo "err:"
	  head -c 2000 "$tmp/err"; } 2>/dev/null | sed 's/^/# /'
}

run() { # ARGUMENT...: the program; out, err and rc are left
	rc=0
	"$BLOTTER" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || rc=$?
}

as() { # USER ARGUMENT...: the same, signed in
	who=$1
	shift
	run --user "$who" --password-file "$tmp/$who.password" "$@"
}

batch() { # USER: acts from standard input, one a line
	rc=0
	"$BLOTTER" --user "$1" --password-file "$tmp/$1.password" do --batch - >"$tmp/out" 2>"$tmp/err" || rc=$?
}

exits() { # CODE
	test "$rc" -eq "$1"
}

begins() { # WORD: what standard error begins with; nothing else came out
	test "$(head -c "${#1}" "$tmp/err")" = "$1" && test ! -s "$tmp/out"
}

out() { # PATTERN...: each stands on a line of standard output
	for pattern; do
		grep -q -e "$pattern" "$tmp/out" || { echo "missing: $pattern"; return 1; }
	done
}

err() { # PATTERN...
	for pattern; do
		grep -q -e "$pattern" "$tmp/err" || { echo "missing: $pattern"; return 1; }
	done
}

lines() { # NUMBER of lines of standard output
	test "$(wc -l <"$tmp/out")" -eq "$1"
}

harmless() { # no control, DEL, C1, bidi or zero-width character raw on standard output or error
	! cat "$tmp/out" "$tmp/err" | LC_ALL=C grep -n -a -P \
		'[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf'
}

json() { # every line of standard output is a JSON object
	python3 -c 'import json, sys
for line in sys.stdin: assert isinstance(json.loads(line), dict)' <"$tmp/out"
}

value() { # EXPRESSION: of Python, over the list rows of objects on standard output
	python3 -c 'import json, sys
rows = [json.loads(line) for line in open(sys.argv[2])]
value = eval(sys.argv[1])
print("" if value is None else value)' "$1" "$tmp/out"
}

holds() { # EXPRESSION: is true
	test "$(value "$1")" = True
}

code_of() { # SECRET [STEPS]: what an authenticator shows (RFC 6238)
	python3 - "$@" <<'PY'
import base64, hmac, struct, sys, time
step = int(time.time()) // 30 + int((sys.argv + [0])[2])
mac = hmac.new(base64.b32decode(sys.argv[1]), struct.pack(">Q", step), "sha1").digest()
at = mac[-1] & 15
print("%06d" % ((struct.unpack(">I", mac[at:at + 4])[0] & 0x7fffffff) % 10**6))
PY
}

not() { # COMMAND...
	! "$@"
}

eventually() { # COMMAND...: within a minute, for a machine may be busy
	for _ in $(seq 600); do
		"$@" && return
		sleep 0.1
	done
	echo "not within a minute: $*"
	return 1
}

# the people of the tests, and a password of each
people() { # USER:ROLE...: answers for init on standard output
	printf 'organisation: Test House\nmarking: CUI//TEST\ngroups: [soc, forensics]\nusers:\n'
	for each; do
		user=${each%%:*}
		printf '%s' "walnut-ferry-$user-orbit-77" | sed 's/ferry-.*-orbit/ferry-violet-orbit/' >"$tmp/$user.password"
		printf '  - {name: %s, full_name: "Person %s", password: "%s", roles: [%s]}\n' \
			"$user" "$user" "$(cat "$tmp/$user.password")" "${each#*:}"
	done
}

store() { # USER:ROLE...: a store with them
	people "$@" >"$tmp/answers.yaml"
	run init --answers "$tmp/answers.yaml"
	test "$rc" -eq 0 || { echo "Bail out! init failed: $(cat "$tmp/err")"; exit 1; }
	mv "$tmp/out" "$tmp/recovery"
}

NEW_CASE='"action":"case-create","summary":"What was seen","detection_source":"siem_rule","t_detected":"2026-11-20T10:00:00Z","t_discovered":"2026-11-20T11:00:00Z","group":"soc"'
