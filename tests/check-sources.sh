# The makefiles name every file that is there, and none that is not (./dev sources).
cd "${G_TEST_SRCDIR:-$(dirname "$0")}/.." || exit 1
echo 1..1
if why=$(sh ./dev sources --check 2>&1); then
	echo 'ok 1 - the makefiles name every file'
else
	echo "$why" | sed 's/^/# /'
	echo 'not ok 1 - the makefiles name every file (run ./dev sources)'
fi
