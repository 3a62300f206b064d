# What the fences (check-*.sh) share. It changes to the root of the source tree.
cd "${G_TEST_SRCDIR:-$(dirname "$0")}/.." || exit 1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
echo 0 >"$tmp/n" # in a file: result stands at the end of pipes, in a shell of its own

files() { # DIRECTORY...: our C files there, without the generated ones
	find "$@" -name '*.[ch]' ! -path db/migrations.c ! -path ui/shipped.c | LC_ALL=C sort
}

count() {
	n=$(($(cat "$tmp/n") + 1))
	echo $n >"$tmp/n"
}

result() { # TITLE: ok if standard input is empty, else each line says why not
	count
	if grep . >"$tmp/why"; then
		sed 's/^/# /' "$tmp/why"
		echo "not ok $n - $1"
	else
		echo "ok $n - $1"
	fi
}

skip() { # WHY
	count
	echo "ok $n # SKIP $1"
}
