# Names that are not what was meant: directories where files are read, paths that are no text.
. "${G_TEST_SRCDIR:-tests}/cli/lib.sh"

echo 1..6
store han:handler@soc oz:system_operator
mkdir "$tmp/folder" "$tmp/media"

as han do --batch "$tmp/folder"
ok 'acts from a directory are none, and that is said' begins "failed: cannot read \"$tmp/folder\": Is a directory"
ok '… and in the exit code' exits 1
as han do note-add 1 text=@"$tmp/folder"
ok 'a value from a directory: the file is named as it was given' err "cannot read \"$tmp/folder\": Is a directory"

as oz backup "$tmp/media"
backup=$(cat "$tmp/out")
: >"$backup/$(printf 'x\377y')"
as oz check "$backup" --json
ok 'a file whose name is no text is told in JSON too' holds '"x\\xFFy" in rows[0]["why"]'
ok '… and what is wrong has its exit code' exits 3

odd=$tmp/$(printf 's\377')
run --store "$odd" init --answers "$tmp/answers.yaml"
ok 'no store is founded at a place that its own file cannot name' err '^invalid: anchor: '
