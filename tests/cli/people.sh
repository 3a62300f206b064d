# Second factor, expiry and conflicts on the command line.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..19
store ada:account_admin sam:system_operator han:handler@soc

as han do totp-enroll
secret=$(cat "$tmp/out")
ok 'the secret, alone on its line' grep -qE '^[A-Z2-7]{32}$' "$tmp/out"
code_of "$secret" >"$tmp/code"
as han do totp-confirm code=@"$tmp/code"
cp "$tmp/out" "$tmp/codes"
ok 'ten recovery codes' test "$(wc -l <"$tmp/codes")" = 10
as han look queue 3</dev/null
ok 'without a code nobody gets in' exits 1
ok '… and it says why' begins 'login:'
code_of "$secret" 1 >"$tmp/code"
as han look queue --totp-fd 3 3<"$tmp/code"
ok 'with the next one they do' exits 0
as han look queue --totp-fd 3 3<"$tmp/code"
ok '… once' begins 'login:'
sed -n 4p "$tmp/codes" >"$tmp/code"
as han look queue --totp-fd 3 3<"$tmp/code"
ok 'a recovery code does as well' exits 0
as ada do totp-reset han
ok 'the account admin takes it away' exits 0
as han look queue
ok '… and no code is asked for' exits 0
as sam do setting-set name=totp_required value=handler
as han look queue
ok 'a role may ask for one' begins 'denied:'
as han do totp-enroll --json
ok '… which can then be begun' holds 'len(rows[0]["totp_secret"]) == 32'

as ada do member-add user=sam role=account_admin
as ada do member-add user=sam role=lead@soc
ok 'conflicting roles are refused' begins 'invalid: conflict_reason'
as ada do member-add user=sam role=lead@soc conflict_reason='we are three'
ok '… unless accepted with a reason' exits 0
as ada look conflicts --json
ok '… which is listed' holds '[(row["user"], row["by"], row["reason"]) for row in rows] == [("sam", "ada", "we are three")]'
as ada do user-create name=eli full_name='Eli Dane' role=reader expires_at=2001-01-01T00:00Z
ok 'an end in the past is refused' begins 'invalid: expires_at'
as ada do user-create name=eli full_name='Eli Dane' role=reader expires_at='in 30 days'
ok '… one to come is taken' exits 0
as ada do user-edit eli never_expires=yes
ok '… and taken back' exits 0
"$BLOTTER" --user ada --password-file "$tmp/ada.password" do user-reset eli >/dev/full 2>"$tmp/err" || rc=$?
ok 'a secret that could not be shown is missed' err '^failed: cannot write standard output: No space' 'have another one made'
ok '… and the command fails' exits 1
