# Killed at any moment, and the same again until done: no alert and no case is lost or doubled, and
# each alert counts how often it came. Handed in once more, an alert has come once more: the log,
# which has an entry for each time, is what the counts are held against.
# SIGKILL loses no page cache: this is as good a place as any, and fast
test ! -w /dev/shm || export TMPDIR=/dev/shm
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..16
store han:handler@soc aud:auditor
rounds=10
mkdir "$tmp/in"

# The same bytes and the same moments every time: 1500 values, each ninth one of those before it.
python3 - "$tmp" $rounds <<'END'
import hashlib, json, random, sys
dir, rounds = sys.argv[1], int(sys.argv[2])
draw = random.Random(41)

def generic(i):
    alert = {"correlation_id": f"k{i}", "source": "kill", "title": f"alert {i}",
             "severity": "high" if i % 4 == 0 else "low", "event_time": 1795000000 + i}
    return "", json.dumps(alert, indent=2 if i % 5 == 0 else None), ("json", f"k{i}"), i % 4 == 0

def wazuh(i):
    time = f"2026-11-20T01:{i // 60:02}:{i % 60:02}.000+0000"
    alert = {"timestamp": time, "rule": {"level": 12 if i % 4 == 0 else 3, "id": "5763",
             "description": f"alert {i}"}, "agent": {"id": "017", "name": "ws-117"},
             "manager": {"name": "wz01"}, "id": f"1795120867.{i}", "location": "/var/log/auth.log"}
    header = "<132>Nov 20 01:00:00 wz01 ossec: " if i % 2 else ""
    return header, json.dumps(alert), ("wazuh", f"wz01|1795120867.{i}|5763|017|{time}"), i % 4 == 0

values = [draw.choice((generic, wazuh))(i) for i in range(1500)]
for i in range(9, len(values), 9):
    values[i] = draw.choice(values[:i])
with open(dir + "/in/many.json", "w") as out:
    out.writelines(header + text + "\n" for header, text, name, severe in values)
with open(dir + "/plan", "w") as out:
    json.dump([[name, severe, hashlib.sha256(text.encode()).hexdigest()]
               for header, text, name, severe in values], out)
with open(dir + "/moments", "w") as out: # after so many commits, and so many ms more
    commits = len(values) / 100 # at the least: no batch is larger
    for i in range(rounds): # each round goes further than the one before
        print(int((i + draw.random()) * commits / rounds), draw.random() * 60, file=out)
END

cat >"$tmp/judge.py" <<'END'
import json, sys
dir = sys.argv[1]
def rows(name):
    with open(f"{dir}/{name}") as file:
        return [json.loads(line) for line in file]
plan = [(tuple(name), severe, raw) for name, severe, raw in rows("plan")[0]]
names = [name for name, severe, raw in plan]
severe = {name for name, severe, raw in plan if severe}
raw = dict((name, raw) for name, severe, raw in reversed(plan))
alerts, cases = rows("alerts"), rows("cases")
named = {(row["format"], row["key"]): row for row in alerts}
case_of = {row["case"]: name for name, row in named.items() if row["case"]}
object = {f"alert:{row['id']}": name for name, row in named.items()}
runs = [] # what each sign-in of han took in, by the log
for entry in sorted(rows("audit"), key=lambda entry: entry["seq"]):
    if entry["action"] == "login" and entry["actor"] == "han":
        runs.append([])
    elif entry["action"] == "ingest" and entry["object"] in object:
        runs[-1].append(object[entry["object"]])
runs = [run for run in runs if run]
came = [name for run in runs for name in run]
value = eval(sys.argv[2])
if value is not True:
    print(value, [len(run) for run in runs])
sys.exit(value is not True)
END
judge() { # EXPRESSION of Python, over what the store says now
	python3 "$tmp/judge.py" "$tmp" "$1"
}

# A round: a file, a directory and standard input in turn. The anchor file gets a line for each
# commit, the first one being the login, the others of up to a hundred alerts each; every sixth is killed before that.
cat >"$tmp/strike.py" <<'END'
import os, subprocess, sys, time
dir, program, anchor = sys.argv[1:4]
with open(dir + "/moments") as file:
    moments = [line.split() for line in file][int(sys.argv[4]):int(sys.argv[5])]
def commits(since):
    with open(anchor, "rb") as file:
        file.seek(since)
        return file.read().count(b"\n")
for turn, (wanted, ms) in enumerate(moments):
    since = os.stat(anchor).st_size
    door = (dir + "/in/many.json", dir + "/in", "-")[turn % 3]
    with open(dir + "/in/many.json") as file:
        run = subprocess.Popen([program, "--user", "han", "--password-file", dir + "/han.password",
                                "ingest", door], stdin=file, stdout=subprocess.DEVNULL)
    if turn % 6 == 5:
        time.sleep(float(ms) / 200)
    else:
        while commits(since) <= int(wanted) and run.poll() is None:
            time.sleep(0.001)
        time.sleep(float(ms) / 1000)
    run.kill()
    print(run.wait())
END
strike() { # FROM TO: these rounds
	python3 "$tmp/strike.py" "$tmp" "$BLOTTER" "$BLOTTER_STORE.anchor" "$1" "$2" >"$tmp/ends"
	killed=$((killed + $(grep -c -x -e -9 "$tmp/ends")))
}

as aud audit verify
find "$BLOTTER_STORE" | LC_ALL=C sort >"$tmp/files"
killed=0
strike 0 5
as aud audit verify
ok 'after five killed runs the log agrees with the store' exits 0
strike 5 $rounds
ok 'of ten runs most were killed' test $killed -ge 8
as han ingest --json "$tmp/in"
ok 'the same again goes through to the end' exits 0
ok '… and has seen every value' holds \
	'rows[0]["taken"] + rows[0]["again"] == 1500 and rows[0]["bad"] == 0'
as han look alerts title~alert --json
cp "$tmp/out" "$tmp/alerts"
as han look cases title~alert --json
cp "$tmp/out" "$tmp/cases"
as aud look audit --json
cp "$tmp/out" "$tmp/audit"
ok 'every alert is there once' judge \
	'sorted(named) == sorted(set(names)) and len(alerts) == len(named)'
ok '… with its raw bytes' judge \
	'all(row["raw_sha256"] == raw[name] for name, row in named.items())'
ok 'every severe alert has a case of its own' judge \
	'sorted(case_of.values()) == sorted(severe)'
ok '… and there is no case without one' judge \
	'sorted(row["id"] for row in cases) == sorted(case_of)'
ok '… nor one that names another' judge \
	'all(row["title"] == named[case_of[row["id"]]]["title"] for row in cases)'
ok 'runs stopped in the middle, at different places' judge \
	'len({len(run) for run in runs if len(run) < len(names)}) >= 4'
ok '… each took what stands first, in order, without a gap' judge \
	'all(run == names[:len(run)] for run in runs)'
ok '… and the last took all' judge 'runs[-1] == names'
ok 'each alert counts how often it came, by the log' judge \
	'all(row["count"] == came.count(name) for name, row in named.items())'
as aud audit verify
ok 'the log agrees with the store' exits 0
find "$BLOTTER_STORE" | LC_ALL=C sort >"$tmp/files.after"
ok 'nothing half-written lies about' diff "$tmp/files" "$tmp/files.after"

samples=${BLOTTER_SAMPLES:-${G_TEST_SRCDIR:-tests}/../../shared/samples}/wazuh
if test -d "$samples"; then
	as han ingest --json "$samples" "$samples"
	ok 'samples of the world, twice' holds \
		'0 < rows[0]["taken"] <= rows[0]["again"] and rows[0]["ok"]'
else
	n=$((n + 1))
	echo "ok $n - samples of the world, twice # SKIP no samples here"
fi
