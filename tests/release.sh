#!/bin/sh
# A store of one Debian, opened on another: `make STORE` on the one, `work STORE` on the other, and back.
# BLOTTER names the program; ./dev test --release calls this.
set -eu
verb=${1:?usage: release.sh make|work STORE} store=${2:?usage: release.sh make|work STORE}
here=$(cd "$(dirname "$0")/.." && pwd)
blotter=${BLOTTER:-$here/blotter}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 077
export BLOTTER_STORE="$store"
cp "$here/data/demo/team.yaml" "$work/team.yaml"
sed -n 's/^  *- {name: bea,.*password: "\([^"]*\)".*/\1/p' "$work/team.yaml" >"$work/bea"

bea() {
	"$blotter" --user bea --password-file "$work/bea" "$@"
}

case $verb in
make)
	"$blotter" init --answers "$work/team.yaml" >/dev/null
	bea "do" case-create title="Beacon from ws-114" summary="Seen on one machine" detection_source=siem_rule \
		t_detected=now t_discovered=now group=soc severity=SEV3
	;;
work)
	bea "do" note-add INC-"$(date -u +%Y)"-0001 text="seen by $("$blotter" --version)"
	bea look notes INC-"$(date -u +%Y)"-0001 | tail -n 3
	bea check --deep
	;;
esac
