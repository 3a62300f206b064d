# The second person in line mode, at a terminal: named in a line, and there by their own password.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..7
store lea:lead@soc abe:approver ada:account_admin aud:auditor
. "${G_TEST_SRCDIR:-tests}/cli/lib-terminal.sh"
batch lea <<-END
	{$NEW_CASE,"title":"first","severity":"SEV1","cui_involvement":"confirmed"}
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
sees 'Second person: *$' && say abe && sees 'Password of abe' && say "$(cat "$tmp/abe.password")"
ok 'with them it is' sees 'done: Edit'
say q
sees 'left: 0' && tm kill-session -t main
as aud look audit action=case-edit actor=lea --json
ok 'the log says with whom' holds '[row["reason"] for row in rows] == ["with abe"]'
as aud look audit action=agree actor=abe --json
ok '… and to what' holds 'rows[0]["reason"].endswith("severity=SEV3 (was SEV1)")'
