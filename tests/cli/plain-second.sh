# The second person in line mode, at a terminal: named in a line, and there by their own password.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..11
store lea:lead@soc abe:approver ada:account_admin aud:auditor
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"
batch lea <<-END
	{$NEW_CASE,"title":"first","severity":"SEV1","cui_involvement":"confirmed"}
	{$NEW_CASE,"title":"second","severity":"SEV2","cui_involvement":"confirmed"}
END

terminal : --plain --user lea --password-file "$tmp/lea.password"
say() { text "$1" && keys Enter; }
sees 'blotter:' && say cases
ok 'a case stands in the list' sees '1.*first'
say 'case-edit 1 severity=SEV3'
ok 'what the other one agrees to is told' sees 'agrees to: case-edit INC-.*-0001 severity=SEV3'
ok '… and who could' sees 'Who could: abe\.'
say ''
ok 'without them nothing is done' sees 'nobody said who agrees'
say 'case-edit 1 severity=SEV3'
asks 'Second person: *$' && say abe && sees 'Password of abe' && say "$(cat "$tmp/abe.password")"
ok 'with them it is' sees 'done: Edit'
say q
sees 'left: 0' && tm kill-session -t main
as aud look audit action=case-edit actor=lea --json
ok 'the log says with whom' holds '[row["reason"] for row in rows] == ["with abe"]'
as aud look audit action=agree actor=abe --json
ok '… and to what' holds 'rows[0]["reason"].endswith("severity=SEV3 (was SEV1)")'

# --- named on the command line: they too see it before their password is asked ---

terminal : --user lea --password-file "$tmp/lea.password" do case-edit 1 2 severity=SEV4 --second abe
ok 'who was named sees what it is' sees 'abe is asked to agree to: case-edit INC-.*-0001 severity=SEV4'
sees 'Password of abe' && text "$(cat "$tmp/abe.password")" && keys Enter
ok '… of each case' sees 'abe is asked to agree to: case-edit INC-.*-0002 severity=SEV4'
sees '0002.*(was SEV2)' && asks 'Password of abe' && keys Enter
sees 'left: 1' && tm kill-session -t main
as lea look cases --json
ok 'what was agreed to is done' holds \
	'sorted((row["id"][-4:], row["severity"]) for row in rows) == [("0001", "SEV4"), ("0002", "SEV2")]'
as aud look audit action=agree actor=abe --json
ok '… and nothing else was agreed to' holds 'len(rows) == 2'
