# A day's work by command line: create, edit, conflict, refusals, closing by two, hostile text.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..53
store han:handler@soc lea:lead@soc aud:auditor

as han do case-create title=MARKER-one
ok 'what is missing is invalid' begins 'invalid:'
ok '… and every field is named' err 'summary (' 'detection_source (' 't_detected (' 'group (' \
	'severity ('
as han do case-create title='MARKER-one' summary='Seen at 9' detection_source=user_report reporter_name='A. Person' \
	t_detected=2026-11-20T10:00:00.123456789+01:00 t_discovered=2026-11-20T11:00:00Z group=soc severity=sev3
ok 'a case' exits 0
ok '… its id is all that is said' grep -qxE 'INC-20[0-9][0-9]-0001' "$tmp/out"
id=$(cat "$tmp/out")
year=${id#INC-20} year=${year%-*}

batch han <<-END
	{$NEW_CASE,"title":"MARKER-two","severity":"SEV3"}
	{$NEW_CASE,"title":"third","severity":"SEV5","affected_assets":["one, with comma"]}
	{"action":"case-take","case":"$year-0002"}
	{"action":"case-edit","case":3,"affected_assets+":["two"],"cui_involvement":"C0","n_systems":2,"related":["1","2"]}
	{"action":"case-edit","case":"3","affected_assets-":"one\\\\, with comma","related":null}
	{"action":"case-edit","case":"3","colour":"blue","severity":"SEV9","n_users":-1}
	{"action":"no-such"}
	{"action":"case-take","case":"77"}
	nonsense
	{"action":"note-add","case":"2","text":"MARKER-note \u001b[31m\u009b31m \u202eevil\u202c a\u200bb \u007f end"}
	{"action":"case-edit","case":"2","title":"MARKER-hostile \u001b]0;x\u0007 \u202ecod.exe","summary":"=1+1\u0085"}
END
ok 'a batch with refusals' exits 1
ok '… one answer a line' lines 11
ok '… all of them JSON' json
ok '… done' holds '[row["ok"] for row in rows] == [True] * 5 + [False] * 4 + [True] * 2'
ok '… the id is said' holds 'rows[0]["said"].endswith("-0002")'
ok '… every wrong field is named' holds '[p["field"] for p in rows[5]["problems"]] == ["colour", "severity", "n_users"] or sorted(p["field"] for p in rows[5]["problems"]) == ["colour", "n_users", "severity"]'
ok '… a case that is not there is invalid' holds 'rows[7]["error"] == "invalid"'

as lea look cases --json
ok 'look cases' holds 'sorted(row["id"][-4:] for row in rows) == ["0001", "0002", "0003"]'
ok '… with the keys of the contract' holds 'not set("id uuid title kind state disposition severity cui_involvement group owner created_at t_discovered due_at due_name restricted revision".split()) - set(rows[0])'
ok '… and their types' holds 'all(type(row["revision"]) is int and row["restricted"] is False and row["disposition"] is None for row in rows)'
ok '… times in UTC' holds '[row["t_discovered"] for row in rows if row["id"].endswith("1")] == ["2026-11-20T11:00:00.000Z"]'
ok '… harmless' harmless

as lea look case 3 --json
ok 'a list is an array' holds 'rows[0]["affected_assets"] == ["two"] and rows[0]["n_systems"] == 2 and rows[0]["related"] is None'
ok 'look case has everything of it' holds 'not set("summary notes actions alerts transfers escalations watchers access audit clocks missing banner".split()) - set(rows[0])'
as lea look case 2
ok 'look case' exits 0
ok '… is marked at the top' test "$(head -n 1 "$tmp/out")" = CUI//TEST
ok '… and at the bottom' test "$(tail -n 1 "$tmp/out")" = CUI//TEST
ok '… tells the note' out 'MARKER-note'
ok '… harmless' harmless
as lea look notes 2 --csv
ok 'CSV has a header' out '^"id","case","author","time","text"'
ok '… harmless' harmless
as lea look notes 2 --json
ok 'JSON gives the text back whole' holds 'rows[0]["text"] == "MARKER-note \u001b[31m\u009b31m \u202eevil\u202c a\u200bb \u007f end"'
ok '… harmless' harmless
as lea look queue severity=SEV5 --limit 5
ok 'a filter' out third
ok '… leaves the others out' lines 2
as lea look queue 'sev<5' or owner:me not state:clsed
ok 'a wrong word of a filter' begins 'invalid: filter: "state:clsed": '
ok '… is told with what is possible' err 'is not one of: new, triage'
ok '… and stands over carets' err '^  *\^\^\^\^\^\^\^\^\^\^\^$'

as lea do case-edit 1 revision=0 title=stale
ok 'a stale revision is a conflict' begins 'conflict:'
echo 'from a file, with @ and = in it' >"$tmp/text"
as lea do case-edit 1 77 3 summary=@"$tmp/text" corrective_actions=a,b corrective_actions+=c description=@@home
ok 'several cases, one of them not there' exits 1
ok '… is named, the others are done' err '^invalid: 77: '
ok '… both' lines 2
as lea look case 1 --json
ok 'values from files and lists' holds 'rows[0]["summary"] == "from a file, with @ and = in it" and rows[0]["corrective_actions"] == ["a", "b", "c"] and rows[0]["description"] == "@home"'

as han do case-edit 1 title=mine-now
ok 'an unowned case of the group may be edited by its handlers' exits 0
as han do setting-set name=marking value=NONE
ok 'what no role allows is denied' begins 'denied:'
batch han <<-END
	{"action":"case-edit","case":"2","cui_involvement":"none"}
	{"action":"case-close","case":"2","disposition":"false_positive","reason":"a test of ours","evidence_reviewed":true}
	{"action":"case-approve","case":"2","reason":"me too"}
END
ok 'an owner asks for closure and may not approve it' holds '[row["ok"] for row in rows] == [True, True, False] and rows[2]["error"] == "denied"'
as lea do case-approve 2 reason=agreed
ok 'a second person does' exits 0
as lea look closed --json
ok '… and it is closed' holds '[row["disposition"] for row in rows] == ["false_positive"]'

as aud look audit --json
ok 'the log has the acts, one number after another' holds '[row["seq"] for row in rows] == list(range(len(rows), 0, -1))'
ok '… the denied ones' holds '[(row["actor"], row["object"][:4]) for row in rows if row["action"] == "case-approve" and row["result"] == "denied"] == [("han", "case")]'
ok '… harmless' harmless
as aud do case-take 1
ok 'an auditor changes nothing' begins 'denied:'
as aud audit verify
ok 'the log agrees with the store' exits 0
ok '… and says how much it is' out '^[0-9]* entries and [0-9]* rows agree, with their signatures and with the anchor' '^head [0-9]* [0-9a-f]\{64\}$'
ok 'no word of it stands in any file of the store' not grep -rlaE 'MARKER|from a file|false_positive' "$tmp/store" \
	"$tmp/store.anchor"

as lea do view-save name='the worst' query=cases filter='sev<=3' group=severity sort=-title columns='id title'
ok 'a view is saved' exits 0
as lea look view 'the worst' --json
ok '… and looked at: sorted under its headings' holds '[row["title"][:8] for row in rows] == ["mine-now", "MARKER-h"]'
as lea look view 'the worst' owner=han --json
ok '… narrowed further' lines 1
as han look view 'the worst'
ok '… by nobody else' err 'there is no view'
