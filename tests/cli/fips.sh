# The profile fips: refused, with nothing left behind, where OpenSSL's FIPS provider is not; used where it is.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..7
answers() { # PROFILE
	people han:handler@soc mia:audit_manager | sed "1a profile: $1" >"$tmp/answers.yaml"
}

answers paper
run init --answers "$tmp/answers.yaml"
ok 'a profile that is none is refused' begins 'invalid: profile: "paper" is none'
ok '… and leaves nothing' not test -e "$tmp/store" -o -e "$tmp/store.host-key"
run about --crypto --json
ok 'about says whether the profile can be used' holds 'len(rows[0]["fips_profile"]) > 0'
ready=$(value 'rows[0]["fips_profile"] == "can be used here"')
answers fips
run init --answers "$tmp/answers.yaml"
if test "$ready" = True; then
	ok 'a store is made' exits 0
	ok '… which says so' grep -q '"profile": "fips"' "$tmp/store/public"
	as mia audit verify
	ok '… and is opened and verified' exits 0
	as mia audit export "$tmp/export"
	sed -n '/^```sh$/,/^```$/p' "$tmp/export/README" | sed '/^```/d' >"$tmp/check.sh"
	ok '… also by openssl alone' sh -c 'cd "$1" && sh ../check.sh' - "$tmp/export"
else
	ok 'without the provider none is made' exits 1
	ok '… for a reason that says what to do' begins 'failed: the profile fips needs OpenSSL'
	ok '… and nothing is left' not test -e "$tmp/store" -o -e "$tmp/store.host-key" -o -e "$tmp/store.anchor"
	ok '… and no standard store in its place' not test -e "$tmp/store/public"
fi
