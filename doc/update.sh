#!/bin/sh
# Writes the generated documents anew: man pages from the program's tables, the guide with the keys of
# the keymap. --check: says what differs instead, and fails. Pictures and the recording are written by
# ./dev screens and compared by tests/ui/test-screens.
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
rc=0

settle() { # NEW FILE
	if cmp -s "$1" "$2"; then return; fi
	if test "$mode" = check; then
		diff -u "$2" "$1" | head -n 40 || true
		echo "$2 is not what ./dev docs makes of it"
		rc=1
	else
		cat "$1" >"$2"
		echo "wrote $2"
	fi
}

man_page() { # TEMPLATE: a line @part@ becomes what gendoc prints
	while IFS= read -r line; do
		case $line in
		'.\" @generated@') printf '.\\" written by ./dev docs from %s: change that\n' "$1" ;;
		@*@) part=${line#@} && doc/gendoc "${part%@}" ;;
		*) printf '%s\n' "$line" ;;
		esac
	done <"$1"
}

links() { # FILE...: what they point at is here
	for file; do
		grep -o '](\([^)#:]*\))' "$file" | sed 's/^](//; s/)$//' | while read -r link; do
			test -e "$(dirname "$file")/$link" || echo "$file points at $link, which is not there"
		done
	done
}

mode='write'
test "${1-}" != --check || mode=check
for page in doc/*.[1-8].in; do
	man_page "$page" >"$tmp/page"
	touch "${page%.in}"
	settle "$tmp/page" "${page%.in}"
done
doc/gendoc guide >"$tmp/page"
touch doc/GUIDE.md
settle "$tmp/page" doc/GUIDE.md
# what :manual shows is what stands here
for page in doc/*.[1-8] doc/GUIDE.md.in; do
	doc/gendoc shipped "${page##*/}" >"$tmp/page"
	test "$mode" != check || settle "$tmp/page" "$page"
done
links README.md doc/*.md >"$tmp/page"
if test -s "$tmp/page"; then
	cat "$tmp/page"
	rc=1
fi
exit $rc
