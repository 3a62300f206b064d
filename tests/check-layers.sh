# The include law of doc/ARCHITECTURE.md: who may include whom, no cycles, and what
# belongs to one layer only.
. "${G_TEST_SRCDIR:-$(dirname "$0")}/fence.sh"

echo 1..7
find src ui db -name '*.[ch]' ! -path db/migrations.c ! -path ui/shipped.c | LC_ALL=C sort >"$tmp/ours"
files tests >"$tmp/tests"
cat "$tmp/ours" "$tmp/tests" | xargs grep -nE '^[[:space:]]*#[[:space:]]*include' /dev/null |
	sed -nE 's|^([^:]*):([0-9]+):[[:space:]]*#[[:space:]]*include[[:space:]]*(["<])([^">]*)[">].*|\1 \2 \3 \4|p' >"$tmp/includes"
xargs awk -f tests/strip.awk <"$tmp/ours" >"$tmp/code"

# every "…" is written from the root of the tree, so that a reader and this test see what it is
awk '$3 == "\"" && $4 != "config.h" && $4 != "ui/shipped.h" { print $1, $2, $4 }' "$tmp/includes" |
	while read -r from line to; do
		case $to in
		*.h) test -e "$to" || echo "$from:$line: \"$to\" is no header from the root of the tree" ;;
		*) echo "$from:$line: includes \"$to\", which is no header" ;;
		esac
	done | result 'includes are headers, named from the root of the tree'

# the law; a test may see its layer and what that may see, and tests/*.h
awk '
BEGIN {
	may["src/base"] = ""
	may["src/rules"] = "src/base"
	may["src/formats"] = may["src/reports"] = may["db"] = may["src/gate"] = "src/base src/rules"
	may["src/app"] = "src/base src/rules src/formats src/reports db"
	may["src/cli"] = may["ui"] = "src/base src/rules src/app"
	may["src"] = "src/base src/app src/cli ui" # main.c
}
function layer(f,    part) {
	if (f == "config.h") return ""
	split(f, part, "/")
	if (part[1] != "src") return part[1] # db, ui
	return f ~ /^src\/[^\/]*$/ ? "src" : "src/" part[2]
}
$3 == "\"" {
	from = layer($1); to = layer($4); test = 0
	if (from == "tests") {
		test = 1; split($1, part, "/")
		if ($1 !~ /^tests\/[^\/]*\//) next # the shared seam
		if (part[2] ~ /^(bench|faults|fuzz|traps)$/) next # they measure and break the whole
		from = (part[2] == "db" || part[2] == "ui") ? part[2] : "src/" part[2]
		if (to == "tests") next
		if (from == "ui" || from == "src/cli") to = (to == "db" || to == "src/formats") ? "src/app" : to
	}
	if (to == "" || from == to) next
	if (to == "tests") { print $1 ":" $2 ": includes " $4; next }
	if (!(from in may)) { print $1 ": which layer is this?"; next }
	if (index(" " may[from] " ", " " to " ") == 0)
		print $1 ":" $2 ": " from " may not include " $4
}' "$tmp/includes" | result 'each layer includes only what it may'

# x.c and x.h are one module; tsort names the members of a loop
awk '$3 == "\"" && $1 !~ /^tests\// && $4 ~ /\// {
	a = $1; b = $4; sub(/\.[ch]$/, "", a); sub(/\.[ch]$/, "", b); if (a != b) print a, b
}' "$tmp/includes" | LC_ALL=C sort -u | LC_ALL=C tsort 2>&1 >/dev/null | result 'no include cycles'

{
	grep -E '^[^:]*:[0-9]+:.*\bsqlite3_?[a-z]*' "$tmp/code" | grep -v '^db/'
	awk '$4 ~ /sqlite3|sqlcipher/ && $1 !~ /^(db|tests)\// { print $1 ":" $2 ": includes " $4 }' "$tmp/includes"
} | result 'SQLite only in db'

awk '$4 ~ /^(n?cursesw?|panel|form|menu|term|ncursesw?\/.*)\.h$/ && $3 == "<" && $1 !~ /^(ui|tests\/ui)\// {
	print $1 ":" $2 ": includes " $4 }' "$tmp/includes" | result 'curses only in ui'

{
	grep -E '^[^:]*:[0-9]+:.*(\b(printf|vprintf|puts|putchar|putc|perror|g_print|g_printerr|g_message|g_warning|g_critical)[[:space:]]*\(|\bstdout\b)' "$tmp/code" |
		grep -vE '^(src/cli/out\.c|src/main\.c|src/entry\.c|ui/[^:]*):'
	grep -E '^[^:]*:[0-9]+:.*\bstderr\b' "$tmp/code" | grep -vE '^(src/cli/[^:]*|src/main\.c|src/entry\.c|ui/[^:]*|src/base/err\.c):'
} | result 'the terminal is written only by src/cli/out.c, src/main.c and ui'

grep -E '^src/rules/[^:]*:[0-9]+:.*\b(fopen|open|read|write|time|getpid|clock_gettime|g_get_real_time|clock_now)[[:space:]]*\(' "$tmp/code" |
	result 'the rules do no input or output and have no clock'
