# Taking alerts in: twice, damaged, from everywhere, killed in between.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..30
store han:handler@soc
data=${G_TEST_SRCDIR:-tests}/../data/demo

mkdir "$tmp/in" "$tmp/in/below"
cat >"$tmp/in/b.json" <<'END'
{"correlation_id": "one", "source": "tool", "title": "MARKER first", "severity": "high", "event_time": "2026-11-20T10:00:00Z", "cui": true}
{"correlation_id": "two", "source": "tool",
 "title": "second, over
lines", "severity": "low"}
{"correlation_id": "three", "source": "tool", "title": "third \u001b[31m", "severity": "medium"}
{broken
{"correlation_id": "four", "source": "tool", "title": "fourth", "severity": "critical"} {"correlation_id": "one", "source": "tool", "title": "MARKER first", "severity": "high"}
END
cp "$tmp/in/b.json" "$tmp/in/below/never.json"
echo '[{"correlation_id": "five", "source": "tool", "title": "fifth", "severity": "info"}]' >"$tmp/in/a.json"
ln -s /dev/zero "$tmp/in/c.json"

as han ingest "$tmp/in"
ok 'a directory with a damaged value' exits 1
ok '… is set aside with its place' err 'in/b.json:[0-9]*: '
ok '… and the rest goes in, so many cases made' out '[45] taken in, [0-9]* again, 2 cases made'
as han look alerts --json
ok 'the same alert twice is one, counted' holds '[row["count"] for row in rows if row["key"] == "one"] == [2]'
ok '… with the keys of the contract' holds 'not set("id source key title severity count case".split()) - set(rows[0])'
ok '… the severe ones have a case' holds 'sorted(row["key"] for row in rows if row["case"]) == ["four", "one"]'
ok '… harmless' harmless
as han look cases --json
ok 'cases from high on, provisional, in the intake group' holds 'sorted(row["severity"] for row in rows) == ["SEV2", "SEV3"] and {row["group"] for row in rows} == {"soc"}'
ok '… nobody has seen them yet' holds '{row["t_discovered"] for row in rows} == {None} and {row["due_name"] for row in rows} <= {"acknowledge", "triage", "dfars_report_earliest"}'
ok '… CUI as the source says' holds 'sorted(row["cui_involvement"] for row in rows) == ["not_assessed", "touched"]'

rc=0
"$BLOTTER" ingest --json --format json --user han --password-file "$tmp/han.password" - \
	<"$tmp/in/a.json" >"$tmp/out" 2>"$tmp/err" || rc=$?
ok 'from standard input, again' holds 'rows == [{"ok": True, "taken": 0, "again": 1, "cases": 0, "bad": 0}]'
as han ingest "$tmp/none.json" "$tmp/in/a.json"
ok 'a file that is not there' exits 1
ok '… does not keep the others out' out '^0 taken in, 1 again'
as han ingest --format nonsense "$tmp/in/a.json"
ok 'an unknown format' exits 2

as han ingest --json "$data/wazuh-night.json" "$data/wazuh-syslog.log"
ok 'Wazuh, plain and behind syslog headers' holds 'rows[0]["ok"] and rows[0]["taken"] > 25 and rows[0]["cases"] > 5'

killed=
# killed wherever it is: what went in stays, and the same again doubles nothing
python3 - "$tmp/many.json" <<'END'
import json, sys
with open(sys.argv[1], "w") as out:
    for i in range(800):
        out.write(json.dumps({"correlation_id": f"k{i}", "source": "kill", "title": f"alert {i}",
                              "severity": "high" if i % 4 == 0 else "low"}) + "\n")
END
commits() { wc -l <"$BLOTTER_STORE.anchor"; }
# however late we come: behind the first half it waits for what nobody writes
mkfifo "$tmp/rest"
head -n 400 "$tmp/many.json" >"$tmp/half.json"
for more in 2 4; do # the first is the login
	before=$(commits)
	"$BLOTTER" ingest --user han --password-file "$tmp/han.password" "$tmp/half.json" "$tmp/rest" >/dev/null 2>&1 &
	pid=$!
	while test "$(commits)" -lt $((before + more)) && kill -0 $pid 2>/dev/null; do sleep 0.01; done
	kill -9 $pid
	wait $pid 2>/dev/null
	killed="$killed $?"
done
ok 'it was killed twice' test "$killed" = ' 137 137'
as han ingest "$tmp/many.json" --json
ok 'after two kills the whole goes in' exits 0
ok '… part of it was in already' holds 'min(rows[0]["taken"], rows[0]["again"]) > 0 and rows[0]["taken"] + rows[0]["again"] == 800'
as han look alerts source=kill --json
ok '… nothing is lost or doubled' holds 'len(rows) == 800 and len({row["key"] for row in rows}) == 800'
ok '… nor counted by half' holds 'all(1 <= row["count"] <= 3 for row in rows)'
ok '… every severe one has one case' holds 'len({row["case"] for row in rows if row["case"]}) == 200'
as han look cases 'title~alert' --json
ok '… and no case is without one' holds 'len(rows) == 200'
ok 'no word of it stands in any file of the store' not grep -rlaE 'MARKER|Wazuh|sshd' "$tmp/store"

# what stands in the store but not in the anchor file is said, whatever the verb is
BLOTTER_STORE=$tmp/second
mkdir "$tmp/anchors"
{ people han:handler@soc && echo "anchor: $tmp/anchors/second"; } >"$tmp/answers.yaml"
run init --answers "$tmp/answers.yaml"
mv "$tmp/out" "$tmp/recovery"
rm -r "$tmp/anchors"
warned() { test "$(grep -c '^warning: saved, but the audit head did not reach the anchor file' "$tmp/err")" -eq 1; }
as han ingest "$tmp/in/a.json"
ok 'alerts whose line did not reach the anchor file are taken in' exits 0
ok '… and that is told once' warned
echo 'copper wharf under nine kites' >"$tmp/new"
as han do user-password --new-password-file "$tmp/new"
ok 'a new password too' warned
run recover han --password-file "$tmp/recovery"
ok 'and a recovery' warned
ok '… which is done' lines 2
BLOTTER_STORE=$tmp/store

samples=${BLOTTER_SAMPLES:-$data/../../../shared/samples}/wazuh
if test -d "$samples"; then
	as han ingest "$samples" --json
	ok 'samples of the world' holds 'rows[0]["taken"] > 0'
else
	n=$((n + 1))
	echo "ok $n # SKIP no samples here"
fi
echo '{"correlation_id": "last", "source": "tool", "title": "last", "severity": "critical"}' >"$tmp/last.json"
as han ingest "$tmp/last.json"
ok 'one case is one case' out '1 taken in, 0 again, 1 case made, 0 set aside'
