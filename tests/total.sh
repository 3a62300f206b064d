# one line for people and scripts: N passed, N failed (what was skipped is neither)
pass=0 fail=0 skip=0
for trs; do
	test -f "$trs" || { fail=$((fail + 1)); continue; }
	pass=$((pass + $(grep -c '^:test-result: \(PASS\|XFAIL\)' "$trs")))
	skip=$((skip + $(grep -c '^:test-result: SKIP' "$trs")))
	fail=$((fail + $(grep -c '^:test-result: \(FAIL\|ERROR\|XPASS\)' "$trs")))
done
test $skip -eq 0 || echo "$skip skipped"
echo "$pass passed, $fail failed"
