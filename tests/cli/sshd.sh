# The dedicated account: a real sshd on loopback, two people with two keys, and no way to anything else.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"
PATH=$PATH:/usr/sbin
if test "$(id -u)" -ne 0 || ! command -v sshd >/dev/null; then
	echo '1..0 # SKIP needs root and sshd'
	exit 0
fi

store ann:lead@soc bob:handler@soc aud:auditor edr:ingest
case $BLOTTER in /*) program=$BLOTTER ;; *) program=$PWD/$BLOTTER ;; esac
for who in ann bob eve edr; do
	ssh-keygen -q -t ed25519 -N '' -f "$tmp/$who"
done
ssh-keygen -q -t ed25519 -N '' -f "$tmp/host"
cat "$tmp/ann.pub" "$tmp/bob.pub" "$tmp/eve.pub" "$tmp/edr.pub" >"$tmp/authorized"
finger() { ssh-keygen -l -f "$tmp/$1.pub" | cut -d ' ' -f 2; }
cat >"$tmp/keys" <<-END
	# whose key is whose
	store $BLOTTER_STORE
	program $program
	key $(finger ann) ann
	key $(finger bob) bob
	key $(finger edr) edr ingest --password-file $tmp/edr.password --format json
END
chmod 644 "$tmp/keys"
cat >"$tmp/sshd_config" <<-END
	ListenAddress 127.0.0.1
	HostKey $tmp/host
	StrictModes no
	UsePAM no
	PermitRootLogin prohibit-password
	Subsystem sftp internal-sftp
	AuthorizedKeysFile $tmp/authorized
END
cp "$tmp/sshd_config" "$tmp/bare_config"
cat >>"$tmp/sshd_config" <<-END
	$(sed -n '/ForceCommand\|AuthorizedKeysFile\|Match\|^#\|ClientAlive/d; s/^\t//p' "${G_TEST_SRCDIR:-tests}/../data/deploy/sshd_blotter.conf")
	ForceCommand $(dirname "$program")/blotter-entry $tmp/keys
END
mkdir -p /run/sshd
trap 'end_sshd; tmux -L $socket kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
end_sshd() {
	test ! -s "$pid" || kill "$(cat "$pid")" 2>/dev/null
	rm -f "$tmp/sshd.log"
}
listens_or_not() { # it goes into the background before it knows; its pid is written when it listens
	test -s "$pid" || grep -q 'Cannot bind any address' "$tmp/sshd.log"
}
pid='' port=$((20000 + $$ % 10000))	# clients have theirs above these
start_sshd() { # CONFIG: at the first port that is free
	for port in $(seq $((port + 1)) $((port + 100))); do
		pid=$tmp/sshd.$port.pid	# who ends removes it, whosever it is by then
		"$(command -v sshd)" -f "$1" -p "$port" -o PidFile="$pid" -E "$tmp/sshd.log" && eventually listens_or_not
		test ! -s "$pid" || return 0
		grep -q 'Address already in use' "$tmp/sshd.log" || return
		rm "$tmp/sshd.log"
	done
	return 1
}

client="ssh -F none -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
call() { # USER ARGUMENT...: no terminal
	who=$1
	shift
	rc=0
	# shellcheck disable=SC2086
	timeout 60 $client -p $port -i "$tmp/$who" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || rc=$?
}
arrive() { # USER: their key, in a terminal
	tm new-session -d -s main -x 80 -y 24 "$client -p $port -tt -i $tmp/$1 root@127.0.0.1; echo left: \$?; exec cat"
}

# what lets nobody in with any configuration is none of ours
start_sshd "$tmp/bare_config" && call ann root@127.0.0.1 true && test "$rc" -eq 0 ||
	{ echo "1..0 # SKIP sshd lets nobody in here: $(cat "$tmp/sshd.log" "$tmp/err" | tr '\n' ' ')"; exit 0; }
end_sshd
echo 1..19
start_sshd "$tmp/sshd_config" || { echo "Bail out! $(cat "$tmp/sshd.log")"; exit 1; }

arrive ann
ok 'the key of ann opens the program' sees 'Enter accepts'
keys Enter
ok '… with her name' sees 'User  *ann'
sees 'Password:' && text "$(cat "$tmp/ann.password")" && keys Enter
ok '… and her password lets her in' sees 'Welcome'
keys Enter
ok '… and out, to nothing else' leave

arrive bob
# the prompt is gone before the next key: one right behind Escape is Alt with it
sees 'Enter accepts' && keys Enter && sees 'Password:' && keys Escape && sees 'Q leave' && keys C-u && text ann &&
	sees 'User  *ann' && keys Enter && sees 'Password:' && text "$(cat "$tmp/ann.password")" && keys Enter
ok 'the key of bob with the name of ann is refused' sees 'this SSH key is that of bob'
tm kill-session -t main
as aud look audit --json
ok '… and in the log, with the key' holds 'any(row["action"] == "login" and row["result"] == "failed" and row["object"] == "user:ann" and "ssh key SHA256:" in row["origin"] for row in rows)'

call ann root@127.0.0.1 id
ok 'no command is taken' test "$rc" -ne 0 -a ! -s "$tmp/out"
ok '… in a sentence' err 'no commands and no files here'
rc=0
echo 'get /etc/passwd' | timeout 60 sftp -q -b - -F none -o IdentitiesOnly=yes -o StrictHostKeyChecking=no \
	-o UserKnownHostsFile=/dev/null -P "$port" -i "$tmp/ann" root@127.0.0.1:/ >"$tmp/out" 2>"$tmp/err" || rc=$?
ok 'no sftp' test "$rc" -ne 0 -a ! -e passwd
call ann -W "127.0.0.1:$port" root@127.0.0.1
ok 'no forwarding' test "$rc" -ne 0
call eve root@127.0.0.1
ok 'a key that is nobody'\''s opens nothing' err 'belongs to nobody here'
chmod 666 "$tmp/keys"
call ann root@127.0.0.1
ok 'a file of keys that others can write is not believed' err 'nobody else can write'
content() { grep -q 'Accepted publickey' "$tmp/sshd.log" && not grep -i 'error: ' "$tmp/sshd.log"; }
ok 'sshd itself had nothing to complain of' content

# a machine's key takes alerts in, and does nothing else
chmod 644 "$tmp/keys"
hand_in() { # COMMAND...: an alert on standard input, by the key of edr
	rc=0
	# shellcheck disable=SC2086
	echo '{"source":"edr","title":"Beacon","correlation_id":"m1","severity":"low"}' |
		timeout 60 $client -p $port -i "$tmp/edr" root@127.0.0.1 "$@" >"$tmp/out" 2>"$tmp/err" || rc=$?
}
hand_in
ok 'a key for machines takes in what comes' out '1 taken in'
hand_in ingest
ok '… its verb may be named' out '1 again'
hand_in ingest --format wazuh
ok '… but no argument' err 'no commands'
hand_in look queue
ok '… and no other verb' err 'no commands'
echo "key $(finger bob) bob look" >>"$tmp/keys"
call bob root@127.0.0.1
ok 'a verb that is not for machines is an error of the file' err 'line 7'
sed -i '$d' "$tmp/keys"
echo "key $(finger bob) ann" >>"$tmp/keys"
call bob root@127.0.0.1
ok 'nor is a key of two people that of the last one' err 'line 7.*each key once'
