# A second person for what wants one, on the command line.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..10
store ada:account_admin sam:system_operator abe:approver han:handler@soc aud:auditor

with() { # USER SECOND ARGUMENT...: both signed in
	who=$1 second=$2
	shift 2
	as "$who" "$@" --second "$second" --second-password-file "$tmp/$second.password"
}

with ada abe do member-add user=han role=records_officer
ok 'somebody agrees, by their own password' exits 0
as ada do member-add user=han role=auditor
ok '… or it is done alone' exits 0
as aud look audit actor=abe action=agree --json
ok 'who agreed to what stands in the log' holds \
	'[(row["object"], row["reason"]) for row in rows] == [("user:han", "member-add user=han role=records_officer")]'
as aud look audit action=member-add actor=ada --json
ok '… and who did it alone' holds 'sorted(row["reason"] for row in rows) == ["single_person", "with abe"]'
as sam do setting-set name=second_person value=required
as ada do member-remove user=han role=auditor
ok 'a firm may require it' err '^denied: .*--second NAME (sam, abe)'
with ada han do member-remove user=han role=auditor
ok '… not of whom it is about' begins 'denied: the second person must be another than han'
printf '%s\n' "$(cat "$tmp/abe.password")" >"$tmp/line"
echo '{"action":"member-remove","user":"han","role":"auditor"}' >"$tmp/acts"
as ada do --batch "$tmp/acts" --second abe --second-password-file "$tmp/line"
ok 'for a batch too' holds 'rows[0]["ok"]'
echo 'not the password' >"$tmp/line"
as ada do user-disable abe --second sam --second-password-file "$tmp/line"
ok 'a wrong password refuses' begins 'login: sam, the second person: '
with ada abe do session-end 1
ok 'what one person does takes no second' exits 2
as ada do user-disable abe --second-password-file "$tmp/line"
ok 'nor a password without a name' exits 2
