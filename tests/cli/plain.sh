# The program without screens: lists, cases and acts by lines, for a pipe as for a person.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..28
store han:handler@soc lea:lead@soc
batch han <<-END
	{$NEW_CASE,"title":"first \u001b[31mred","severity":"SEV3","cui_involvement":"none"}
	{$NEW_CASE,"title":"second","severity":"SEV4"}
	{"action":"case-take","case":"1"}
	{"action":"case-close","case":"1","disposition":"false_positive","reason":"A test of ours.","evidence_reviewed":true}
END

plain() { # USER: lines from standard input
	rc=0
	"$BLOTTER" --user "$1" --password-file "$tmp/$1.password" --plain >"$tmp/out" 2>"$tmp/err" || rc=$?
}

plain lea <<-'END'
	?
	approve
	cases
	2



	note-add
	one
	two
	.
	notes
	case-assign
	nobody
	?
	han
	case-state state=nonsense
	.
	set theme light
	nonsense
	assign
	q
	case 1
END
ok 'a session by lines' exits 0
ok '? says what can be typed' out 'mine: Open cases that I own' 'case-create: Makes a case'
ok 'at first it says what waits, and the word that shows it' out '^approvals: 1 (pending)$' '^queue: 2 (groups)$'
ok 'what wants a case is named before one is open' out 'once it is open or named (case 26-0041): .*case-approve, case-reject'
ok 'a word of what waits is a list' sh -c "test \$(grep -c '1\. INC-20..-0001' '$tmp/out') -eq 2"
ok 'a long case is read by pages' out '^Enter reads on: [0-9]* lines more$' '^Lists of what belongs to it: notes, .*audit'
ok 'rows have numbers' out '1\. INC-20..-0001' '2\. INC-20..-0002, second;.*Severity: SEV'
ok '… and nothing of them acts' not grep -q "$(printf '\033')" "$tmp/out"
ok 'a number opens the case: lines of label and value' out '^Title: second$' '^Missing: '
ok 'the marking stands above and below' sh -c "test \$(grep -c '^CUI' '$tmp/out') -ge 2"
ok 'an argument is asked for with its help' out 'Note: Append-only' 'lines up to one with only a dot'
ok '… text of many lines is one note' out 'Text: one' '^two'
ok '… an act says what was done' out 'done: Add a note'
ok 'what is wrong is told and asked again' out 'one of: .*han'
ok '… and saved by the table' out 'done: Assign'
ok 'what is no word is told' err 'no list and no action "nonsense"; ?' 'no list and no action "assign", but .*case-assign;'
plain lea <<-'END'
	cases
	case-reject 1
	?
	.
	case-approve 1
	Agreed.
	.
	n
	case-approve 1

	y
	case-approve 1
END
ok 'the end of the input leaves' exits 0
ok 'what is asked for stands before the first question' sh -c \
	"sed -n '/^Reason/,\$d; /asks to close .* A test of ours/p' '$tmp/out' | grep -q ."
ok 'a question mark is no text, a dot leaves' sh -c \
	"test \$(grep -c 'Reason: Stands in the audit log' '$tmp/out') -eq 2 && ! grep -q 'done: Reject' '$tmp/out'"
ok 'a no does nothing' sh -c "test \$(grep -c 'nothing was done' '$tmp/out') -eq 3"
ok 'what does not fit is told before anything is asked' err 'case-approve is not for you, or not as .*-0001 stands: .*; it needs lead or approver'
ok 'a yes does it' out 'Approve closure: INC-20..-0001 … do it? y/n' 'done: Approve closure'
as lea look cases --json
ok '… and only the last one did' holds \
	'[row["state"] for row in rows if row["id"].endswith("-0001")] == ["closed"]'
ok 'the case has its owner' holds '[row["owner"] for row in rows if row["id"].endswith("-0002")] == ["han"]'
as lea look preferences --json
ok 'preferences are kept' holds '[row["value"] for row in rows if row["name"] == "theme"] == ["light"]'
# a terminal of 40 columns
python3 - "$BLOTTER" --user han --password-file "$tmp/han.password" --plain >"$tmp/out" <<'END'
import fcntl, os, pty, struct, subprocess, sys, termios
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
program = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=slave, stderr=slave)
os.close(slave)
program.stdin.write("?\ncase 2\n\n\n\n\nq\n".encode())
program.stdin.close()
text = b""
try:
    while chunk := os.read(master, 4096):
        text += chunk
except OSError:  # it has left
    pass
sys.exit(program.wait() or sys.stdout.write(text.decode().replace("\r", "")) == 0)
END
# what is typed ends the line of the prompt at a terminal
sed -i 's/^\(blotter\|INC-20..-....\): //' "$tmp/out"
ok 'no line is longer than the terminal' not grep '.\{41\}' "$tmp/out"
ok '… it breaks at blanks' sh -c "tr '\n' ' ' <'$tmp/out' | grep -q 'Enter alone shows more rows. help NAME says'"
run --plain --json --color never cases
ok 'a verb is not plain' exits 2
