# Messages: every file that has some is in po/POTFILES.in, and every catalogue is sound.
. "${G_TEST_SRCDIR:-$(dirname "$0")}/fence.sh"

echo 1..3
files src db ui | grep '\.c$' |
	xargs grep -lE '(^|[^A-Za-z0-9_])(_|N_|Q_|ngettext|dngettext) ?\(' /dev/null >"$tmp/want"
grep -v '^#' po/POTFILES.in | grep . | LC_ALL=C sort >"$tmp/have"
diff "$tmp/have" "$tmp/want" | sed -n 's/^>/missing:/p; s/^</has no messages:/p' |
	result 'po/POTFILES.in names each file with messages (./dev sources)'

{ sed 's/#.*//' po/LINGUAS | tr ' ' '\n' | grep . | sed 's|.*|po/&.po|'; ls po/*.po 2>/dev/null; } |
	sort | uniq -u | sed 's/$/: in po\/LINGUAS or in po, not in both/' | result 'po/LINGUAS names each catalogue'

if command -v msgfmt >/dev/null; then
	for po in po/*.po; do
		test ! -e "$po" || msgfmt -c -o /dev/null "$po" 2>&1
	done | result 'every catalogue is sound'
else
	skip 'gettext is not installed'
fi
