# The log checked from outside: the export by its own README, the anchor against an older store.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..45
store han:handler@soc mia:audit_manager
batch han <<-END
	{$NEW_CASE,"title":"MARKER-one","severity":"SEV3"}
	{"action":"note-add","case":"1","text":"MARKER-note"}
	{"action":"case-take","case":"1","revision":9}
END
as han audit verify
ok 'a handler may not verify' begins 'denied:'
cp -a "$tmp/store" "$tmp/older"
as mia audit export "$tmp/export"
ok 'an export' exits 0
ok '… says where it tells how to verify' err 'README in it says how to verify'
ok '… holds one line an entry' test "$(wc -l <"$tmp/export/audit.jsonl")" -gt 10
ok '… of ASCII only' not grep -nP '[^\x20-\x7e]' "$tmp/export/audit.jsonl"
ok '… and no clear values' not grep -rq MARKER "$tmp/export"
as mia audit export "$tmp/export"
ok 'nothing is written over' begins 'invalid:'

sed -n '/^```sh$/,/^```$/p' "$tmp/export/README" | sed '/^```/d' >"$tmp/check.sh"
check() { (cd "$tmp/export" && sh "$tmp/check.sh"); }
ok 'its README checks it with sha256sum and openssl' check
ok '… or by the last signature of each key' env every=no sh -c "cd '$tmp/export' && sh '$tmp/check.sh'"
cp "$tmp/export/audit.jsonl" "$tmp/lines"
sed '5s/"result":"done"/"result":"gone"/' "$tmp/lines" >"$tmp/export/audit.jsonl"
ok '… and finds a changed entry' not check
ok '… by these too' not env every=no sh -c "cd '$tmp/export' && sh '$tmp/check.sh'"
sed 5d "$tmp/lines" >"$tmp/export/audit.jsonl"
ok '… a missing one' not check
sed '$d' "$tmp/lines" >"$tmp/export/audit.jsonl"
ok '… a cut end' not check

# --- the anchor ---

anchored() { # FIELD of its last line: 3 number, 4 hash
	tail -n 1 "$tmp/store.anchor" | cut -d ' ' -f "$1"
}

as mia audit verify --json
ok 'verify' holds 'rows[0]["ok"] and rows[0]["entries"] == rows[0]["seq"] and len(rows[0]["head"]) == 64'
ok 'the anchor has the head that it said' grep -q " $(value 'rows[0]["seq"]') $(value 'rows[0]["head"]') " \
	"$tmp/store.anchor"
ok '… numbers that only grow' sh -c "cut -d ' ' -f 3 '$tmp/store.anchor' | sort -c -n -u"
seq=$(anchored 3) hash=$(anchored 4)
as han do note-add 1 text=one-more
ok 'a note' exits 0
ok '… is a sign-in, an act and a leave in the anchor' test "$(anchored 3)" -eq $((seq + 3))
ok '… behind what stood there' test "$(tail -n 4 "$tmp/store.anchor" | head -n 1 | cut -d ' ' -f 4)" = "$hash"
cp "$tmp/store/cases-0001.db" "$tmp/now.db"
cp "$tmp/store.anchor" "$tmp/now.anchor"
cp "$tmp/older/cases-0001.db" "$tmp/store/"
as mia audit verify
ok 'an older database in its place is found out by the anchor' exits 3
ok '… in a sentence' err '^wrong: .*anchor'
as mia audit verify
ok '… and again, when the log has grown' exits 3
cp "$tmp/now.db" "$tmp/store/cases-0001.db"
cp "$tmp/now.anchor" "$tmp/store.anchor"
mv "$tmp/store" "$tmp/newer"
mv "$tmp/older" "$tmp/store"
as mia audit verify
ok 'an older store in its place is found out by the anchor' exits 3
ok '… in a sentence' err '^wrong: .*anchor'
rm -r "$tmp/store"
mv "$tmp/newer" "$tmp/store"
as mia look audit --json
ok 'verifying and exporting are in the log' holds '{"audit-verify", "audit-export"} <= {row["action"] for row in rows}'

as mia look backups
ok 'a list of nothing says so' test "$rc" -eq 0 -a ! -s "$tmp/out" -a "$(cat "$tmp/err")" = none

# --- kept outside ---

cp -a "$tmp/store" "$tmp/yesterday"

cp "$tmp/store/keyring" "$tmp/keyring.before"
echo 'dear diary' >"$tmp/diary"
as mia audit checkpoint "$tmp/diary"
ok 'a checkpoint goes into no other file' err '^invalid: .*diary" holds something else'
ok '… which stays as it was' test "$(cat "$tmp/diary")" = 'dear diary'
as mia audit checkpoint "$tmp/store/keyring"
ok '… nor into the store' err '^invalid: .*is in the store itself'
ok '… whose files stay too' cmp "$tmp/store/keyring" "$tmp/keyring.before"
as mia audit checkpoint "$tmp/witness"
ok 'a checkpoint is appended to a file' test "$rc" -eq 0 -a -s "$tmp/witness"
ok '… and that is said' err 'witness: a checkpoint was added'
as mia audit checkpoint "$tmp/witness"
ok '… which holds several' test "$(grep -c '^blotter/' "$tmp/witness")" -eq 2
root() { # the RFC 6962 root of the first N lines of an export, reckoned by somebody else
	python3 - "$1" "$2" <<-'END'
		import base64, hashlib, sys
		lines = open(sys.argv[1], "rb").read().splitlines()[:int(sys.argv[2])]
		def tree(nodes):
		    if len(nodes) == 1:
		        return nodes[0]
		    k = 1
		    while k * 2 < len(nodes):
		        k *= 2
		    return hashlib.sha256(b"\1" + tree(nodes[:k]) + tree(nodes[k:])).digest()
		print(base64.b64encode(tree([hashlib.sha256(b"\0" + line).digest() for line in lines])).decode())
	END
}
as mia audit export "$tmp/outside" --json
ok 'its answer in JSON' holds 'rows == [{"export": "'"$tmp"'/outside"}]'
as mia audit checkpoint --json
ok '… and that of a checkpoint' holds 'rows[0]["checkpoint"].startswith("blotter/")'
size=$(sed -n 2p "$tmp/witness")
ok '… its root is that of RFC 6962' test "$(root "$tmp/outside/audit.jsonl" "$size")" = "$(sed -n 3p "$tmp/witness")"
as mia audit verify --from "$tmp/witness"
ok 'the log agrees with them' out '2 checkpoints agree'
sed '2s/.*/3/' "$tmp/witness" >"$tmp/forged"
as mia audit verify --from "$tmp/forged"
ok 'a changed checkpoint is found' exits 3
cp "$tmp/store.anchor" "$tmp/now.anchor"
cp -a "$tmp/store" "$tmp/kept" && rm -rf "$tmp/store" && cp -a "$tmp/yesterday" "$tmp/store" && : >"$tmp/store.anchor"
as mia audit verify --from "$tmp/witness"
ok 'an old store whose anchor was emptied too is found by the witness' exits 3
ok '… in a sentence' err 'a checkpoint was made of'
rm -rf "$tmp/store" && cp -a "$tmp/kept" "$tmp/store" && cp "$tmp/now.anchor" "$tmp/store.anchor"
timeout 300 "$BLOTTER" --user mia --password-file "$tmp/mia.password" audit export --follow --after 2 >"$tmp/stream" 2>/dev/null &
follower=$!
eventually test -s "$tmp/stream"
batch han <<-END
	{"action":"note-add","case":"1","text":"MARKER-followed"}
END
followed() { # the notes of before, and that one
	test "$(grep -c ' note-add \[' "$tmp/stream")" -ge 3
}
ok 'what is done now is followed' eventually followed
kill "$follower"
ok 'the log can be followed, as RFC 5424 lines' grep -qE '^<85>1 20[0-9TZ:.-]+ [^ ]+ blotter [0-9]+ note-add \[blotter@32473 store="[0-9a-f-]+" seq="[0-9]+" leaf="[0-9a-f]{64}"\] \{"action":' "$tmp/stream"
ok '… from where the collector was' sh -c 'head -n 1 "$1" | grep -q "seq=\"3\""' - "$tmp/stream"
ok '… without a word of a case' not grep -q MARKER "$tmp/stream"
as han audit checkpoint
ok 'a handler makes no checkpoints' begins 'denied:'
