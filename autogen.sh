#!/bin/sh
# makes configure from configure.ac
set -e
cd "$(dirname "$0")"
exec autoreconf -fi
