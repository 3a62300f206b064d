# Five working days in a real terminal of 80x24, each as the person goes through it.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"

echo 1..28
store dun:lead@soc ada:account_admin fay:lead@forensics gus:approver aud:auditor ing:ingest

command() { # TEXT: typed after ":"
	text :
	text "$1"
	keys Enter
}

stands() { # STATE of the case: what was typed may have its name in it
	sees "^ *SEV[1-5]  *$1  *owner"
}

# --- a handler's first day: a new user, who must choose a password of their own ---

as ada do user-create name=nia full_name='Nia Moss' role=handler@soc
cp "$tmp/out" "$tmp/once.password"
echo 'seven brown otters by the weir' >"$tmp/nia.password"
first_time() {
	terminal : && sees 'Enter accepts' && keys Enter && sees 'Sign in' && text nia && keys Enter &&
		sees 'Password' && text "$(cat "$tmp/once.password")" && keys Enter &&
		sees 'choose your own now' && keys Enter
}
choose_password() {
	keys Enter
	sees 'Present password' && text "$(cat "$tmp/once.password")" && keys Enter &&
		sees 'New password, at least' && text "$(cat "$tmp/nia.password")" && keys Enter &&
		sees 'New password again' && text "$(cat "$tmp/nia.password")" && keys Enter
}
ok 'first day: nia comes in by a passphrase for once' first_time
ok '… can do nothing before it is changed' sees 'Nothing else can be done'
ok '… and changes it' eval "choose_password && sees 'your password is changed'"
as nia look queue
ok '… which holds from now on' exits 0
command home
ok '… then sees what needs them' sees 'Needs you now'
text a
sees 'New case' && text 'Badge lost in hall 2' && keys Tab && text 'Told at the gate.' && keys Tab && text 4 &&
	keys Tab && text user && keys Tab && text 'Ines Calder' && keys F2
ok '… makes their first case' sees 'INC-20[0-9][0-9]-0001'
text T
ok '… takes it' stands triage
command 'set mouse on'
sees 'mouse' && command 'queue open' && sees 'Title' && text "$(printf '\033[<0;25;4M\033[<0;25;4m')"
ok '… orders a list by a click on a head' sees 'Title↑'
ok '… and leaves' leave

# --- night duty: from the alert to containment ---

cat >"$tmp/alerts" <<-'JSON'
	{"correlation_id":"n-1","severity":"low","title":"Beacon from ws-117","source":"ids","event_time":"2026-11-20T02:00:00Z","asset_id":"ws-117"}
JSON
as ing ingest "$tmp/alerts"
sign_in dun && sees 'Needs you now' && text i
ok 'night duty: dun finds the alert from home' sees '^>low .*Beacon from ws-117'
text p
sees 'new one, if empty' && keys F2
ok '… makes a case of it' sees 'INC-20[0-9][0-9]-0002'
command 'case 2'
sees 'Details' && text T
sees 'owner dun'
text e
sees '17 to fill'
fill() { keys F8; sees "$1" && text "$2"; } # WHAT ITS HELP SAYS, WHAT IS TYPED: the next needed field of the form
triage() {
	fill 'Why this severity' 'One host' && fill 'What kind of incident' malware && fill 'How it came in' web &&
		fill 'Where in the network' 'L2' && fill 'How sure' high && fill 'can no longer do' 'no impact' &&
		fill 'happened to information' 'no impact' && fill 'takes to recover' regular &&
		fill 'How many systems' 1 && fill 'How many users' 1 && fill 'How many records' 0 &&
		fill 'Confidentiality, integrity' integrity && fill 'controlled unclassified' none &&
		fill 'covered contractor' no && fill 'operationally critical' no && fill 'Are personal data' no &&
		fill 'Must it be reported' no && fill 'rated milder' 'A test machine.' && keys F8 &&
		sees 'nothing is missing'
}
ok '… goes from one needed field to the next, and types' triage
keys F2
ok '… and saves' sees 'is saved'
command 'action-add phase=triage text="Looked at ws-117"'
sees 'Actions 1'
command 'case-state state=investigating'
ok '… it is investigated' stands investigating
command 'action-add phase=investigating text="Found the beacon"'
sees 'Actions 2'
command 'case-state state=containment'
ok '… and contained' stands containment

# --- hand-over: soc offers, forensics takes ---

command 'case-transfer to=forensics reason=skill summary="Memory image of ws-117 wanted."'
ok 'hand-over: dun offers the case, and stays accountable' sees 'offered'
ok '… and leaves' leave
sign_in fay && sees 'Needs you now' && text 4
ok '… fay sees why it is offered' sees 'Memory image'
command 'transfer-accept'
sees 'accept' && keys F2
text 2
ok '… and it is theirs' sees '0002.*fay'
ok '… and leaves' leave

# --- the approver's morning ---

batch nia <<-'JSON'
	{"action":"case-edit","case":"1","cui_involvement":"none","covered_system":"yes"}
	{"action":"case-close","case":"1","disposition":"not_an_incident","reason":"It was found.","evidence_reviewed":true}
JSON
sign_in gus && sees 'Needs you now' && text p
ok 'morning: gus finds what waits for approval' eval "sees '\[pending 1\]' && sees 'Badge lost'"
keys Enter
sees 'close pending\|closure' && command 'case-approve reason="Agreed."'
ok '… and closes it' sees '0001 is closed'
ok '… and leaves' leave

# --- the auditor's review ---

sign_in aud && command audit
ok 'review: aud reads who approved' sees 'gus.*case-approve'
text f
text 'actor:gus action:case-approve' && keys Enter
sees 'filter: actor:gus' && keys Enter
ok '… opens the entry' sees 'Signer  *gus'
text o
ok '… goes to the case it is about' sees 'Badge lost'
text q
sees 'Signer  *gus' && text q
ok '… and comes back to the log as it was' sees 'filter: actor:gus'
text v
ok '… and has the signatures checked' sees 'agree with each other'
