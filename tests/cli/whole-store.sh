# Whatever is typed stands in clear in no file of the store, in no temporary one and in none at home,
# however the program was stopped; and what stands there in clear is what the contract names.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..31
HOME=$tmp/home TMPDIR=$tmp/temporary
export HOME TMPDIR
mkdir "$HOME" "$TMPDIR"
word=Vexqorlmth		# typed everywhere; the names of users and groups begin with it too
secret=Drufnaskel	# stands in the passwords
shown=Obriwundak	# typed where everybody may read it before sign-in
one=vexqorlmth-a two=vexqorlmth-b group=vexqorlmth-g

cat >"$tmp/search.py" <<'END'
"""search.py WORD PATH...: the files under the paths that hold WORD as typed, in lower or upper case, in
UTF-16, hexadecimal or base64, one a line. A file that cannot be read is an error."""
import base64, os, sys

def base64_of(data):
    for skip, start in ((0, 0), (1, 2), (2, 3)):
        whole = base64.b64encode(bytes(skip) + data)
        yield whole[start:(skip + len(data)) * 8 // 6]

def forms(word):
    for each in (word, word.lower(), word.upper()):
        for data in (each.encode(), each.encode("utf-16-le"), each.encode("utf-16-be")):
            yield from (data, data.hex().encode(), data.hex().upper().encode(), *base64_of(data))

def files(path):
    if not os.path.isdir(path):
        return [path]
    return [os.path.join(top, name) for top, _, names in os.walk(path) for name in names]

wanted = set(forms(sys.argv[1]))
for path in sorted(each for top in sys.argv[2:] for each in files(top)):
    data = open(path, "rb").read()
    if any(form in data for form in wanted):
        print(os.path.basename(path))
END
search() { # WORD PATH...
	python3 "$tmp/search.py" "$@"
}

only_in() { # FILE WORD: of all files of the store, its anchor, $TMPDIR and $HOME it is in this
	search "$2" "$tmp/store" "$tmp/store.anchor" "$TMPDIR" "$HOME" >"$tmp/found" &&
		echo "$2 is in $(paste -s -d ' ' "$tmp/found")" && test "$(cat "$tmp/found")" = "$1"
}

nowhere() { # WORD...
	for each; do
		only_in '' "$each" || return 1
	done
}

done_all() { # every act of the batch was done
	exits 0 && holds 'len(rows) > 0 and all(row["ok"] for row in rows)'
}

refused() { # ERROR: every act of the batch was refused with it
	exits 1 && holds "len(rows) > 0 and {row.get('error') for row in rows} == {'$1'}"
}

# --- the search finds what it should ---

mkdir "$tmp/planted"
printf 'x%s' "$word" >"$tmp/planted/plain"
printf 'xx%s, and more' "$word" | base64 -w 0 >"$tmp/planted/base64"
printf '%s' "$word" | tr 'A-Z' 'a-z' | od -An -tx1 | tr -d ' \n' >"$tmp/planted/hex"
printf '%s' "$word" | sed 's/./&\n/g' | tr '\n' '\0' >"$tmp/planted/utf16"
echo "${word%h}" >"$tmp/planted/not"
search "$word" "$tmp/planted" >"$tmp/out"
ok 'the search finds a word in all its forms' test "$(paste -s -d ' ' "$tmp/out")" = 'base64 hex plain utf16'

# --- a day's work ---

echo "$secret quiet river under 47" >"$tmp/$one.password"
echo "$secret loud harbour over 58" >"$tmp/$two.password"
cat >"$tmp/answers.yaml" <<-END
	organisation: $shown Works
	marking: CUI//$shown
	notice: This is watched by $shown.
	groups: [soc, $group]
	users:
	  - {name: $one, full_name: "$word Person", password: "$(cat "$tmp/$one.password")",
	     roles: [lead@soc, account_admin, system_operator, audit_manager]}
	  - {name: $two, full_name: "Second $word", password: "$(cat "$tmp/$two.password")",
	     roles: [lead@soc, lead@$group]}
END
run init --answers "$tmp/answers.yaml"
test $rc -eq 0 || { echo "Bail out! init failed: $(cat "$tmp/err")"; exit 1; }
recovery=$(cat "$tmp/out")

batch $one <<-END
	{$NEW_CASE,"title":"$word-title","severity":"SEV3"}
	{$NEW_CASE,"title":"$word-second","severity":"SEV2"}
	{$NEW_CASE,"title":"$word-third","severity":"SEV3"}
	{"action":"case-take","case":"1"}
	{"action":"case-take","case":"2"}
	{"action":"case-take","case":"3"}
	{"action":"note-add","case":"1","text":"$word-note"}
	{"action":"note-correct","case":"1","note":1,"text":"$word-corrected"}
	{"action":"action-add","case":"1","phase":"triage","text":"$word-did","target":"$word-target","result":"$word-result","external_id":"$word-external"}
	{"action":"case-transfer","case":"2","to":"$group","reason":"skill","summary":"$word-transfer"}
	{"action":"case-escalate","case":"1","kind":"hierarchical","to":"$two","level":"$word-level","reason":"$word-escalated"}
	{"action":"case-restrict","case":"1","reason":"$word-restricted","acl":["$two"]}
	{"action":"case-unrestrict","case":"1","reason":"$word-unrestricted"}
	{"action":"case-edit","case":"3","cui_involvement":"none"}
	{"action":"case-close","case":"3","disposition":"false_positive","reason":"$word-closed","evidence_reviewed":true}
	{"action":"user-create","name":"vexqorlmth-c","full_name":"Third $word","role":"reader@soc"}
	{"action":"group-create","name":"vexqorlmth-h","label":"$word-label"}
	{"action":"setting-set","name":"notice","value":"Still watched by $shown."}
END
ok 'a day of the first' done_all
one_time=$(value '[row["passphrase"] for row in rows if "passphrase" in row][0]')
batch $two <<-END
	{"action":"transfer-decline","case":"2","reason":"$word-declined"}
	{"action":"escalation-ack","case":"1"}
	{"action":"case-reject","case":"3","reason":"$word-rejected"}
	{"action":"case-transfer","case":"2","to":"$group","reason":"capacity","summary":"$word-again"}
	{"action":"transfer-recall","case":"2","reason":"$word-recalled"}
END
ok 'a day of the second' done_all

as $one look case 1 --json
python3 - "$word" "$tmp/out" >"$tmp/edits" <<'END'
import json, sys
for key in json.loads(open(sys.argv[2]).read()):
    print(json.dumps({"action": "case-edit", "case": "1", key: f"{sys.argv[1]}-{key}"}))
END
batch $one <"$tmp/edits"
ok 'every field that takes any text' holds 'sum(row["ok"] for row in rows) >= 45'
ok '… and the others say so' holds '{row["error"] for row in rows if not row["ok"]} == {"invalid"}'
batch $one <<-END
	{"action":"case-close","case":"3","disposition":"false_positive","reason":"$word-closed-again","evidence_reviewed":true}
END
ok 'closure is asked for again' done_all

cat >"$tmp/alerts.json" <<-END
	{"correlation_id":"$word-1","source":"$word-tool","title":"$word-alert","description":"$word-described","severity":"high","asset_id":"$word-host","user":"$word-user","rule_name":"$word-rule","raw_event_link":"https://$word.example/1","else":{"$word-key":["$word-raw"]}}
	{"correlation_id":"$word-2","source":"$word-tool","title":"$word-small","severity":"low"}
	{"correlation_id":"$word-3","title":["$word-damaged"]}
END
as $two ingest "$tmp/alerts.json" --json
ok 'alerts, and a damaged one' holds 'rows[0]["taken"] == 2 and rows[0]["bad"] == 1'
as $two look alerts --json
small=$(value '[row["id"] for row in rows if row["title"].endswith("small")][0]')
batch $two <<-END
	{"action":"alert-dismiss","alert":"$small","reason":"$word-dismissed"}
	{"action":"case-approve","case":"3","reason":"$word-approved"}
	{"action":"case-reopen","case":"3","reason":"$word-reopened"}
END
ok 'one of them is dismissed; a case is closed and opened again' done_all

batch $two <<-END
	{"action":"user-create","name":"vexqorlmth-d","full_name":"$word"}
	{"action":"setting-set","name":"organisation","value":"$word"}
END
ok 'what is denied' refused denied
batch $two <<-END
	{"action":"case-edit","case":"1","revision":0,"title":"$word-stale"}
END
ok '… what is a conflict' refused conflict
batch $two <<-END
	{"action":"case-edit","case":"1","severity":"$word","$word":"$word"}
	{"action":"case-take","case":"$word"}
	{"action":"$word"}
	$word
END
ok '… what is invalid' refused invalid
as $two look cases "title~$word"
ok 'a filter' exits 0
cp "$tmp/$one.password" "$tmp/$word.password"
as "$word" look cases
ok 'a user that is not there' begins 'login:'
SSH_CONNECTION='203.0.113.77 5123 203.0.113.1 22'
export SSH_CONNECTION
cp "$tmp/$one.password" "$tmp/wrong"
run --user $two --password-file "$tmp/wrong" look cases
ok 'a wrong password, from afar' begins 'login:'
unset SSH_CONNECTION
echo "$secret five lanterns and 12 otters" >"$tmp/next"
rc=0
cat "$tmp/$two.password" "$tmp/next" | "$BLOTTER" --user $two --password-fd 0 --new-password-fd 0 \
	do user-password >"$tmp/out" 2>"$tmp/err" || rc=$?
ok 'a new password' exits 0
mv "$tmp/next" "$tmp/$two.password"
as $one audit verify
ok 'the log agrees with the store' exits 0

# --- what stands where ---

ok 'no word of it in any file' nowhere "$word"
ok '… no password, no recovery code, no one-time passphrase' nowhere "$secret" "$recovery" "$one_time"
ok 'organisation, marking and notice are public' only_in public "$shown"
ok 'where a failed sign-in came from is in the throttle' only_in throttle 203.0.113.77
cat "$tmp/store/public" | tr -d '\n' >"$tmp/out"
ok 'public holds what the contract names' holds 'set(rows[0]) == set("format store organisation marking notice notice_version anchor host_key certificate signer signature".split())'
ok 'the anchor holds uuid, number, hash and time' not grep -vqxE \
	'v1 [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} [0-9]+ [0-9a-f]{64} [0-9]+' "$tmp/store.anchor"
ok 'nothing was left in $TMPDIR' test -z "$(ls -A "$TMPDIR")"
ok '… nor at home' test -z "$(ls -A "$HOME")"
ok 'locks are empty' test -z "$(find "$tmp/store" -name '*lock*' -size +0 -o -name 'kdf-*' -size +0)"

# --- killed in the middle of a write ---

cat >"$tmp/kill.py" <<'END'
"""kill.py JOURNAL PROGRAM...: runs it, kills it as soon as the journal holds something; true if it did."""
import os, subprocess, sys

def size():
    try:
        return os.stat(sys.argv[1]).st_size
    except FileNotFoundError:
        return 0

process = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while process.poll() is None and not size():
    pass
process.kill()
process.wait()
sys.exit(size() == 0)
END
python3 - "$word" >"$tmp/many.json" <<'END'
import json, sys
for i in range(2000):
    print(json.dumps({"correlation_id": f"{sys.argv[1]}-k{i}", "source": "kill", "title": f"{sys.argv[1]}-{i}",
                      "description": sys.argv[1] * 300, "severity": "high"}))
END
killed() { # a journal is left
	for _ in $(seq 20); do
		if python3 "$tmp/kill.py" "$tmp/store/cases-0001.db-journal" "$BLOTTER" \
			--user $two --password-file "$tmp/$two.password" ingest "$tmp/many.json"; then
			return 0
		fi
	done
	return 1
}
ok 'killed at a write, it leaves a journal' killed
ok '… in which is no word of it' nowhere "$word" "$secret"
ok '… nor of what is public' only_in public "$shown"
as $one audit verify
ok '… and which the next one takes back' exits 0
ok '… entirely' test ! -s "$tmp/store/cases-0001.db-journal"
ok 'still no word of it' nowhere "$word" "$secret"
