# Limits of size, forbidden functions and the outward form of the C files.
. "${G_TEST_SRCDIR:-$(dirname "$0")}/fence.sh"

echo 1..9
find src ui db -name '*.[ch]' ! -path db/migrations.c ! -path ui/shipped.c | LC_ALL=C sort >"$tmp/ours"
files src db ui tests >"$tmp/all"
xargs awk -f tests/strip.awk <"$tmp/ours" >"$tmp/code"

xargs awk 'FNR == 1 { if (f != "" && n > 600) print f ": " n " lines"; f = FILENAME } { n = FNR }
	END { if (n > 600) print f ": " n " lines" }' <"$tmp/all" | result 'files of at most 600 lines'

if ctags --version 2>/dev/null | grep -q Universal; then
	ctags --options=NONE --languages=C --langmap=C:.c.h --kinds-C=f --fields=+ne -o - -L "$tmp/all" 2>"$tmp/err" | awk -F '\t' '
		{ line = end = 0
		  for (i = 4; i <= NF; i++) {
			if ($i ~ /^line:/) line = substr($i, 6) + 0
			if ($i ~ /^end:/) end = substr($i, 5) + 0
		  }
		  if (end - line + 1 > 60) print $2 ":" line ": " $1 " has " end - line + 1 " lines" }' |
		result 'functions of at most 60 lines'
else
	skip 'universal-ctags is not installed'
fi

# two names may stand on a line of code, so each is looked for by itself
banned=$(sed -n 's/^#define \([a-z]*\)(.*BANNED.*/\1/p' src/base/banned.h | paste -s -d '|')
grep -E "^[^:]*:[0-9]+:(.*[^A-Za-z0-9_.>])?($banned)[[:space:]]*\(" "$tmp/code" |
	grep -v '^src/base/banned.h:' | result 'no function of src/base/banned.h'

# what the environment says is settled at the door
grep -E '\b(secure_|g_)?getenv[[:space:]]*\(' "$tmp/code" |
	grep -vE '^(src/main\.c|src/entry\.c|src/cli/[^:]*|ui/term\.c):' | result 'the environment is read only at the door'

grep -E '\b(fork|vfork|exec[lv]p?e?|posix_spawnp?|g_spawn[a-z_]*|pthread_create|g_thread_new|dlopen)[[:space:]]*\(' "$tmp/code" |
	grep -vE '^(src/entry\.c:.*execve\(entry|src/base/child\.c:.*= fork\(\))' | result 'no other programs, no threads'

# configure's findings and guards stay in base
grep -vE '^src/base/' "$tmp/code" | grep -E '^[^:]*:[0-9]+:[[:space:]]*#[[:space:]]*(if|ifdef|ifndef|elif)\b' |
	grep -vE '#[[:space:]]*ifndef [A-Z0-9_]+_H$' | result 'no #ifdef above base'

xargs grep -nE '^( {2,}| [^*])' /dev/null <"$tmp/all" | result 'indented by tabs'
xargs grep -nE '[[:space:]]$' /dev/null <"$tmp/all" | result 'no space at the end of a line'
while read -r f; do
	expand -t 8 "$f" | LC_ALL=C.UTF-8 grep -nE '^.{121,}' | sed "s|^\([0-9]*\):.*|$f:\1: longer than 120 columns|"
done <"$tmp/all" | result 'lines of at most 120 columns (100 is the rule, 120 the fence)'
