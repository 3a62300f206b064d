#!/bin/sh
# Writes the generated documents anew: man pages from the program's tables, the README's screens from
# the golden screens. --check: says what differs instead, and fails.
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

# the first shot of this name, between the marks <!-- screen FILE TITLE --> and <!-- end -->
screens() { # FILE
	awk '
	/^<!-- screen / {
		print; file = "tests/screens/" $3 ".screen"; title = $0
		sub(/^<!-- screen [^ ]+ /, "", title); sub(/ -->$/, "", title)
		print "\n```text"
		on = 0
		while ((getline line < file) > 0) {
			if (line ~ /^-- /) { if (on) break; on = index(line, "-- " title ",") == 1; found += on; continue }
			if (on) print line
		}
		close(file)
		print "```\n"
		if (!found) { print "no shot " title > "/dev/stderr"; exit 1 }
		found = 0; skip = 1; next
	}
	/^<!-- end -->/ { skip = 0 }
	!skip' "$1"
}

mode='write'
test "${1-}" != --check || mode=check
for page in doc/*.[1-8].in; do
	man_page "$page" >"$tmp/page"
	touch "${page%.in}"
	settle "$tmp/page" "${page%.in}"
done
screens README.md >"$tmp/page"
settle "$tmp/page" README.md
exit $rc
