#!/bin/sh
# Writes the golden screens anew from the program's own screens. Look at the difference before
# you keep it.
set -eu
cd "$(dirname "$0")/../.."
make -s tests/ui/test-screens
G_TEST_SRCDIR=$PWD/tests G_TEST_BUILDDIR=$PWD/tests tests/ui/test-screens --update "$@"
