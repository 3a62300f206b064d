# The privilege matrix at the command line: for each role a batch with a line for every action that
# `blotter do --help` lists. What tests/app/matrix.txt denies is denied and stands in the log; nothing else is.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"
matrix=${G_TEST_SRCDIR:-tests}/app/matrix.txt

echo 1..7
# pat holds one role after the other: a sign-in costs most of a second
store ada:account_admin 'fin:lead@forensics, auditor' pat:handler@soc

# case 1 is pat's, 2 is another's, 3 is offered by forensics
batch pat <<END
{$NEW_CASE,"title":"Mine","severity":"SEV3"}
{"action":"case-take","case":"1"}
END
batch fin <<END
{$(printf %s "$NEW_CASE" | sed 's/"group":"soc"/"group":"forensics"/'),"title":"Theirs","severity":"SEV3"}
{$(printf %s "$NEW_CASE" | sed 's/"group":"soc"/"group":"forensics"/'),"title":"Offered","severity":"SEV3"}
{"action":"case-take","case":"3"}
{"action":"case-transfer","case":"3","to":"soc","reason":"skill","summary":"a"}
END
ok 'a case that is offered' holds '[row["ok"] for row in rows] == [True] * 4'
ok "a session of somebody else's, to end" sign_in fin

cat >"$tmp/try.py" <<'END'
"""try.py BLOTTER MATRIX DIRECTORY: pat, in each role, asks for every action; ada gives the roles. Writes what
was answered, a line each: ROLE ACTION ANSWER WANTED."""
import json, re, subprocess, sys
program, matrix, tmp = sys.argv[1:]
rows, roles = {}, []
for line in open(matrix):
    words = line.split()
    if words[:1] == ["roles"]:
        roles = words[1:]
    elif words and words[0] != "#":
        rows[words[2]] = words
shown = subprocess.run([program, "do", "--help"], capture_output=True, text=True, check=True).stdout
actions = re.findall(r"^  ([a-z]+-[a-z]+)( [A-Z]+\.\.\.)?  ", shown.split("Actions:")[1], re.M)

class Batch:
    def __init__(self, user):
        self.child = subprocess.Popen(
            [program, "--user", user, "--password-file", f"{tmp}/{user}.password", "do", "--batch", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    def ask(self, action, **given):
        self.child.stdin.write(json.dumps({"action": action, **given}) + "\n")
        self.child.stdin.flush()
        return json.loads(self.child.stdout.readline())
    def end(self):
        self.child.stdin.close()
        self.child.wait()

def target(action, kind):
    stage = rows[action][1] if action in rows else ""
    case = {"case": {"pending": "2", "offered_in": "3"}.get(stage, "1")}
    if action == "transfer-accept":
        case["revision"] = 99	# a conflict: it stays on offer for the next role
    return {"CASE": case, "ALERT": {"alert": "1"}, "USER": {"user": "nobody"},
            "SESSION": {"session": "1"}}.get(kind.strip(" ."), {})

ada, pat, held = Batch("ada"), Batch("pat"), "handler@soc"
scoped = {"reader", "reporter", "handler", "lead", "evidence_custodian"}
# the one that may ends the session: last
for role in sorted(roles, key=lambda role: role == "account_admin"):
    wanted = role + ("@soc" if role in scoped else "")
    assert ada.ask("member-remove", user="pat", role=held)["ok"]
    assert ada.ask("member-add", user="pat", role=wanted)["ok"]
    held = wanted
    for action, kind in actions:
        if action == "user-password":
            continue	# no act of the table
        answer = pat.ask(action, **target(action, kind))
        cell = rows[action][0][roles.index(role)] if action in rows else "?"
        print(role, action, "done" if answer["ok"] else answer["error"],
              {"-": "denied", "?": "unknown"}.get(cell, "allowed"))
pat.end()
ada.end()
END
python3 "$tmp/try.py" "$BLOTTER" "$matrix" "$tmp" >"$tmp/tried" 2>"$tmp/err"
ok 'every role asked for every action of the matrix' test "$(wc -l <"$tmp/tried")" -eq \
	$((13 * $(grep -c '^[-+ov]\{13\} ' "$matrix")))
awk '$4 == "denied" && $3 != "denied"' "$tmp/tried" >"$tmp/out"
ok 'nobody is let do what the matrix denies' test ! -s "$tmp/out"
awk '$4 != "denied" && $3 == "denied"' "$tmp/tried" >"$tmp/out"
ok 'nobody is denied what it allows' test ! -s "$tmp/out"
awk '$3 != "done" && $3 != "invalid" && $3 != "denied" && $2 != "transfer-accept"' "$tmp/tried" >"$tmp/out"
ok 'nothing else went wrong' test ! -s "$tmp/out"

as fin look audit --json --filter 'result=denied actor=pat'
awk '$4 == "denied" { print $1, $2 }' "$tmp/tried" | sort >"$tmp/denials"
python3 -c 'import json, sys
for line in sys.stdin:
    row = json.loads(line)
    print(row["roles"].split("@")[0], row["action"])' <"$tmp/out" | sort >"$tmp/logged"
echo "# tally: Privileges: the command line: 13 roles, $(wc -l <"$tmp/tried") acts asked for, $(grep -c ' denied$' \
	"$tmp/tried") of them to be denied, $(wc -l <"$tmp/logged") denials in the log"
ok 'each denial is an entry of the log, with the role it was tried in' diff "$tmp/denials" "$tmp/logged"
