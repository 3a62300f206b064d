# The store kept: backups, drills, restoring, another data key, a store behind its anchor.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..73
store lee:lead@soc oz:system_operator han:handler@soc aud:auditor abe:approver
code=$(sed -n 1p "$tmp/recovery")
batch han <<-END
	{$NEW_CASE,"title":"MARKER-one","severity":"SEV3"}
	{"action":"note-add","case":"1","text":"MARKER-note"}
END
mkdir "$tmp/media"
with() { # USER SECOND ARGUMENT...: both signed in
	who=$1 second=$2
	shift 2
	as "$who" "$@" --second "$second" --second-password-file "$tmp/$second.password"
}

# --- backup ---

as han backup "$tmp/media"
ok 'a handler makes no backups' begins 'denied:'
as oz backup "$tmp/store/inbox"
ok 'a backup into the store itself is refused' begins 'invalid:'
as oz backup "$(realpath --relative-to=. "$tmp/media")" --json
ok 'a system operator makes one' exits 0
backup=$(realpath "$(value 'rows[0]["backup"]')")
ok '… named by the marking and the time' sh -c 'expr "${1##*/}" : "CUI--TEST_blotter_20.*Z$"' - "$backup"
ok '… nothing in clear' not grep -rqa MARKER "$backup"
ok '… the manifest is read by sha256sum' sh -c 'cd "$1" && sha256sum --quiet -c manifest' - "$backup"
signature() {
	(cd "$backup" && openssl pkeyutl -verify -pubin -inkey signer.pem -rawin -in manifest -sigfile manifest.sig)
}
ok '… and its signature by openssl' signature
ok '… of the key that public names' sh -c 'openssl pkey -pubin -in "$1/signer.pem" -outform DER | tail -c 32 |
	od -An -v -tx1 | tr -d " \n" | xargs -I{} grep -q {} "$1/public"' - "$backup"
salt() { head -c 16 "$1" | od -An -tx1; }
ok '… under a salt of its own' test "$(salt "$backup/cases-0001.db")" != "$(salt "$tmp/store/cases-0001.db")"

# --- check ---

as han check "$backup" --json
ok 'who can open it may check it' holds 'rows[0]["ok"] and rows[0]["part"] == "bytes" and rows[0]["pages"] > 50'
as han check --deep "$backup" --json
ok '… deep: every row' holds 'rows[0]["ok"] and rows[0]["part"] == "contents" and rows[0]["rows"] > 10'
ok '… which leaves nothing behind' sh -c '! ls -d "$1"/store.* | grep -Ev "anchor|host-key"' - "$tmp"
cp -a "$backup" "$tmp/bad"
# one byte alone may be what it was
printf 'other than it was' | dd of="$tmp/bad/cases-0001.db" bs=1 seek=20000 conv=notrunc 2>/dev/null
as oz check "$tmp/bad"
ok 'a change is found' exits 3
ok '… and named' err 'cases-0001.db" was changed'
with oz abe restore "$tmp/bad" --store "$tmp/none"
ok '… and never restored' test "$rc" -eq 3 -a ! -e "$tmp/none"
(cd "$tmp/bad" && sha256sum cases-0001.db keyring keyring.bak public signer.pem README | sort -k 2 >sums
 { grep '^#' manifest; cat sums; } >new && mv new manifest && rm sums)
as oz check "$tmp/bad"
ok 'a manifest made anew has no signature of the store' err 'signature is not the store'
cp -a "$backup" "$tmp/more" && : >"$tmp/more/extra"
as oz check "$tmp/more"
ok 'a file too many is found' err 'not in the manifest'
as oz check
ok 'the open store is checked as well' exits 0

# --- drill ---

as oz drill restore
ok 'a drill restores the newest backup for a test' exits 0
as lee look backups --json
ok '… the lead sees it' holds 'rows[0]["drill"] == "good" and rows[0]["drill_ms"] > 0'
ok '… and where it is, from everywhere' holds 'rows[0]["place"].startswith("/")'
as oz drill restore "$tmp/bad"
ok 'a bad one fails' exits 3
as aud look backups --json
ok '… and that stands there too' holds '[row["drill"] for row in rows if row["name"] == "bad"] == ["failed"]'
as oz drill restore "$tmp/mistyped"
ok 'a drill with what is not there is none' err '^invalid: there is no backup ".*/mistyped"'
as oz check "$tmp/mistyped"
ok '… nor is it checked' err '^invalid: there is no backup ".*/mistyped"'
as oz restore "$tmp/mistyped" --store "$tmp/none"
ok '… nor restored' err '^invalid: there is no backup ".*/mistyped"'
mv "$tmp/media" "$tmp/unmounted"
as oz drill restore
ok 'the newest backup that is not there any more is a bad drill' test "$rc" -eq 3 -a "$(grep -c 'there is no backup "' "$tmp/err")" -eq 1
mv "$tmp/unmounted" "$tmp/media"
as aud look backups --json
ok '… and stands there' holds 'sorted(row["name"][:3] for row in rows if row["drill"] == "failed") == ["CUI", "bad"]'
as han look backups
ok 'a handler does not see backups' begins 'denied:'

# --- what was stopped half-way ---

half=$tmp/media/CUI--TEST_blotter_20261101T000000.000Z.tmp-a1b2c3
mkdir -m 700 "$half" "$tmp/store.drill.tmp-d4e5f6"
touch "$half/cases-0001.db"
as oz check "$backup"
ok 'an unfinished backup is told by the check of another' err "unfinished copy of 20.*$half"
ok '… which is well all the same' test "$rc" -eq 0 -a -e "$half"
as oz check
ok 'an unfinished drill is told by the check of the store' err 'unfinished copy of 20.*store.drill.tmp-d4e5f6'
as oz drill restore "$backup"
ok '… and removed by the next' test "$rc" -eq 0 -a ! -e "$tmp/store.drill.tmp-d4e5f6"
flock "$half" "$BLOTTER" --user oz --password-file "$tmp/oz.password" backup "$tmp/media" >"$tmp/out" 2>"$tmp/err"
ok 'what somebody still makes is left to them' test -e "$half" -a ! -s "$tmp/err"
as oz backup "$tmp/media"
ok '… and what nobody does removed by the next backup there' err "unfinished copy of 20.*was removed.*$half"
ok '… which is made' test "$rc" -eq 0 -a ! -e "$half"

# --- another data key ---

cp -a "$tmp/store" "$tmp/before"
as han rotate
ok 'a handler does not change the data key' begins 'denied:'
as oz rotate
ok '… nor does one system operator alone' err '^denied: .*--second NAME (abe)'
as oz rotate --alone 'nobody was there'
ok '… for whatever reason, while somebody else could agree' begins 'denied:'
with oz oz rotate
ok '… who is not the same person again' err '^denied: .*another than oz'
with oz han rotate
ok '… and has the role' begins 'denied:'
with oz abe rotate
ok 'a system operator and an approver do' exits 0
ok '… into the next database' sh -c 'ls "$1" | grep -c "^cases-.*db$" | grep -qx 1 && test -e "$1/cases-0002.db"' - "$tmp/store"
as aud look audit --json
ok '… and both stand in the log, each by their own key' holds '[(row["signer"], row["reason"]) for row in rows if row["result"] == "done" and row["action"] in ("agree", "rotate")] == [("oz", "with abe"), ("abe", "rotate")]'
as aud audit verify --json
ok '… everybody still gets in, and the log is whole' holds 'rows[0]["ok"]'
cp "$tmp/before/keyring" "$tmp/store/keyring" && cp "$tmp/before/keyring" "$tmp/store/keyring.bak"
as aud look audit --limit 1
ok 'the old keyring opens nothing any more' begins 'failed:'
rm -rf "$tmp/store" && cp -a "$tmp/before" "$tmp/store"

# --- restore ---

as oz restore "$backup"
ok 'nothing is overwritten' err 'exists already'
rm -rf "$tmp/store"
with han abe restore "$backup"
ok 'a handler does not restore' begins 'denied:'
ok '… and leaves nothing' test ! -e "$tmp/store"
as oz restore "$backup" --accept-rollback 'the disk died'
ok 'nor does one system operator alone' err '^denied: .*--second NAME'
with oz abe restore "$backup"
ok 'entries that the anchor saw are not given up silently' err 'the anchor file saw entry'
with oz abe restore "$backup" --accept-rollback ' '
ok '… nor for no reason' exits 2
with oz abe restore "$backup" --accept-rollback 'the disk died'
ok '… but with a reason' exits 0
as aud look audit --json
ok '… which the log keeps' holds 'any(row["action"] == "rollback-accept" and row["reason"] == "the disk died" for row in rows)'
ok '… with the restore' holds 'any(row["action"] == "restore" and row["object"].startswith("backup:CUI") for row in rows)'
as aud audit verify --json
ok '… and it verifies, the rollback told' holds 'rows[0]["ok"] and rows[0]["rollbacks"] == 1'

cp "$tmp/store.anchor" "$tmp/anchor.before"
with oz abe restore "$backup" --store "$tmp/aside/" --anchor "$tmp/aside.anchor" --accept-rollback 'for a look'
ok 'it may be restored beside, with an anchor of its own' exits 0
ok '… and the other is not touched' cmp "$tmp/store.anchor" "$tmp/anchor.before"
ok '… and not missed' test "$(cut -d ' ' -f 3 "$tmp/aside.anchor" | sort -n | uniq | wc -l)" -ge 2
with oz abe restore "$backup" --store "$tmp/nothing" --anchor "$tmp/nowhere/anchor" --accept-rollback 'for a look'
ok '… nor made without an anchor that can be written' err '^invalid: anchor: .*make its directory'
ok '… which leaves nothing' test "$(find "$tmp" -maxdepth 1 -name 'nothing*' | wc -l)" -eq 0
mv "$tmp/store.anchor" "$tmp/moved.anchor"
with oz abe restore "$backup" --store "$tmp/moved" --anchor "$tmp/moved.anchor"
ok 'nor are they given up where the anchor file lies elsewhere now' err 'the anchor file saw entry'
ok '… and nothing is made, or written there' test ! -e "$tmp/moved" -a ! -s "$tmp/out" -a "$(cmp "$tmp/moved.anchor" "$tmp/anchor.before" && echo same)" = same
with oz abe restore "$backup" --store "$tmp/moved" --anchor "$tmp/moved.anchor" --accept-rollback 'for a look'
run --store "$tmp/moved" --user aud --password-file "$tmp/aud.password" audit verify --json
ok '… with a reason it verifies' holds 'rows[0]["ok"] and rows[0]["rollbacks"] == 1'
mv "$tmp/anchor.before" "$tmp/store.anchor"

# --- behind the anchor, without this program's doing ---

rm -rf "$tmp/newer" && cp -a "$tmp/store" "$tmp/older"
batch han <<-END
	{"action":"note-add","case":"1","text":"later"}
END
mv "$tmp/store" "$tmp/newer" && cp -a "$tmp/older" "$tmp/store"
as han look cases
ok 'an old copy put back can be read' exits 0
as han do note-add 1 text=x
ok '… and not written' err 'read-only: the log here ends at entry' 'rollback-accept'
as aud audit verify
ok '… and verify finds it' exits 3
as han do rollback-accept reason=x
ok '… a handler cannot accept that' begins 'denied:'
as oz do rollback-accept reason='known and told'
ok '… a system operator does' exits 0
as han do note-add 1 text=x
ok '… then work goes on' exits 0

# --- by the recovery code ---

rm -rf "$tmp/store" "$tmp/store.host-key"
printf '%s\n' "$code" >"$tmp/code"
run restore "$backup" --recovery --password-file "$tmp/code"
ok 'the recovery code restores, with a reason only' err 'accept-rollback REASON'
run restore "$backup" --recovery --password-file "$tmp/code" --accept-rollback 'all passwords lost'
ok '… and then does, with a new host key for the lost one' err 'a new one was made'
run recover oz --password-file "$tmp/code"
ok '… and lets somebody in' exits 0
