# The real program in a real terminal: from sign-in to closure by two people, and the auditor's look.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"

echo 1..17
store eve:handler@soc gus:approver aud:auditor

is_held() {
	grep -q "$held" "/proc/$(pgrep -P "$(tm display-message -t main -p '#{pane_pid}')" -x blotter)/status"
}

# once the notice is there, and before a key is taken
confined() {
	terminal : && sees 'Enter accepts' || return
	held=Seccomp:.2
	"$BLOTTER" about | grep -q 'no seccomp' && held=NoNewPrivs:.1
	eventually is_held || return
	text Q
	sees 'left: 0' && tm kill-session -t main
}
ok 'the program at its first picture is confined' confined

ok 'a handler signs in past the notice' sign_in eve
ok '… to what needs them now' sees 'Needs you now'
text a
ok 'a opens a new case' sees 'New case'
text 'Forklift tablet left unlocked'
keys Tab
text 'Found in hall 2 with the session open.'
keys Tab
text 4
keys Tab
text user
keys Tab
text 'Ines Calder'
keys F2
ok 'it is made in eight fields' sees 'INC-20[0-9][0-9]-0001'
text T
ok 'T takes it: triage' sees '^ *SEV[1-5]  *triage  *owner eve'
text A
ok 'A asks for a note' sees 'Add a note'
text 'The session was idle for six minutes; nobody used it.'
keys F2
ok '… and adds it' sees 'Notes 1'
text Q
sees 'left: 0' && tm kill-session -t main
batch eve <<-'END'
	{"action":"case-edit","case":"1","cui_involvement":"none","covered_system":"yes"}
	{"action":"case-close","case":"1","disposition":"not_an_incident","reason":"Nobody used it.","evidence_reviewed":true}
END
ok 'closure is asked for' exits 0

TERMINAL=vt100
ok 'the approver signs in, at a vt100' sign_in gus
sees 'all' && keys 8
ok '… sees the case' eval "sees '\[8 all' && sees 'Forklift tablet'"
keys Enter
sees 'close pending\|closure'
text :
text 'case-approve reason="Agreed."'
keys Enter
ok '… and closes it' sees '0001 is closed'
nothing_left() { ! grep -e Forklift -e INC- "$tmp/screen"; }
ok 'Q leaves with the terminal as it was' leave
ok '… and with nothing of the case on it' nothing_left

TERMINAL=linux
ok 'the auditor signs in, at a console' sign_in aud
text :
text audit
keys Enter
ok '… and reads who approved' sees 'gus.*case-approve'
as aud audit verify
ok 'the log agrees with the store' exits 0
