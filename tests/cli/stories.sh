# Five working days in a real terminal of 80x24, each as the person goes through it.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"

echo 1..22
store dun:lead@soc hal:handler@soc fay:lead@forensics gus:approver aud:auditor ing:ingest

command() { # TEXT: typed after ":"
	text :
	text "$1"
	keys Enter
}

TRIAGED='severity_basis="one host" incident_type=malware attack_vector=web confidence=high'
TRIAGED="$TRIAGED location_of_activity=l2_business_network functional_impact=no_impact_to_services"
TRIAGED="$TRIAGED information_impact=no_impact recoverability=regular n_systems=1 n_users=1 n_records=0"
TRIAGED="$TRIAGED cia_affected=integrity cui_involvement=none covered_system=no op_critical_support_affected=no"
TRIAGED="$TRIAGED privacy_pii=no dfars_reportable=no dfars_rationale=\"no CUI there\" affected_assets=ws-117"

# --- a handler's first day ---

ok 'first day: hal signs in and sees what needs them' eval "sign_in hal && sees 'Needs you now'"
text a
sees 'New case' && text 'Badge lost in hall 2' && keys Tab && text 'Told at the gate.' && keys Tab && text 4 &&
	keys Tab && text user && keys Tab && text 'Ines Calder' && keys F2
ok '… makes their first case' sees 'INC-20[0-9][0-9]-0001'
text T
ok '… takes it' sees 'triage'
ok '… and leaves' leave

# --- night duty: from the alert to containment ---

cat >"$tmp/alerts" <<-'JSON'
	{"correlation_id":"n-1","severity":"low","title":"Beacon from ws-117","source":"ids","event_time":"2026-11-20T02:00:00Z","asset_id":"ws-117"}
JSON
as ing ingest "$tmp/alerts"
sign_in dun && sees 'Needs you now' && text i
ok 'night duty: dun finds the alert from home' sees 'Beacon from ws-117'
text p
sees 'new one, if empty' && keys F2
ok '… makes a case of it' sees 'INC-20[0-9][0-9]-0002'
command 'case 2'
sees 'Details' && text T
sees 'owner dun'
command "case-edit $TRIAGED"
ok '… fills what triage asks for' sees 'is saved'
command 'action-add phase=triage text="Looked at ws-117"'
sees 'Actions 1'
command 'case-state state=investigating'
ok '… it is investigated' sees 'investigating'
command 'action-add phase=investigating text="Found the beacon"'
sees 'Actions 2'
command 'case-state state=containment'
ok '… and contained' sees 'containment'

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

batch hal <<-'JSON'
	{"action":"case-edit","case":"1","cui_involvement":"none","covered_system":"yes"}
	{"action":"case-close","case":"1","disposition":"not_an_incident","reason":"It was found.","evidence_reviewed":true}
JSON
sign_in gus && sees 'Needs you now' && text p
ok 'morning: gus finds what waits for approval' sees 'Badge lost'
keys Enter
sees 'close pending\|closure' && command 'case-approve reason="Agreed."'
ok '… and closes it' sees 'closed'
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
