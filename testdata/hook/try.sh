#!/usr/bin/env bash
# Tries the hook as its users meet it: pre-commit installs it from a clone of
# this working tree, a commit of the sample repository fails, the printed patch
# is applied, and the commit passes. Needs git, Go and pre-commit.
set -euo pipefail
cd "$(dirname "$0")/../.."

temporary=$(mktemp -d)
trap 'chmod -R u+w "$temporary"; rm -rf "$temporary"' EXIT
export PRE_COMMIT_HOME=$temporary/pre-commit PRE_COMMIT_ALLOW_NO_CONFIG=1
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x@example.com GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x@example.com
# pre-commit gives Go a folder of its own for modules, and empties it later.
GOPROXY="file://$(go env GOMODCACHE)/cache/download,$(go env GOPROXY)"
export GOPROXY GOFLAGS=-buildvcs=auto
unset GOMODCACHE GOBIN

fail() {
  echo "hook: $*"
  [ ! -f "$temporary/out" ] || cat "$temporary/out"
  exit 1
}

# The hook's repository: this working tree, as it is.
mkdir "$temporary/crossgrant"
git ls-files -z --cached --others --exclude-standard |
  tar --create --null --files-from - --ignore-failed-read 2>/dev/null |
  tar --extract --directory "$temporary/crossgrant"
git -C "$temporary/crossgrant" init -q
git -C "$temporary/crossgrant" add -A
git -C "$temporary/crossgrant" commit -qm 'The working tree'
git -C "$temporary/crossgrant" tag v9.9.9

# The sample, of which a commit changes the role's policy alone.
cp -r testdata/hook/repository "$temporary/sample"
cd "$temporary/sample"
cat >.pre-commit-config.yaml <<END
repos:
  - repo: $temporary/crossgrant
    rev: v9.9.9
    hooks:
      - id: crossgrant
END
policy=iam/111122223333/roles/cluster/inline/results.json
git init -q
git add -A .
git reset -q "$policy"
git commit -qm 'The role without its policy'
pre-commit install >/dev/null

git add "$policy" package.json
if git commit -qm 'The policy' >"$temporary/out" 2>&1; then
  fail "the commit passes"
fi
grep -q 'error\[access/missing-action\]: inline policy results of role cluster lacks s3:PutObject' "$temporary/out" ||
  fail "the finding is missing"

sed -n 's/^    //p' "$temporary/out" >"$temporary/patch"
git apply -p0 "$temporary/patch" || fail "the printed patch does not apply"
git add "$policy"
git commit -qm 'The policy' >"$temporary/out" 2>&1 || fail "the commit fails after the patch"

# A file that holds no policy, alone, and one that is broken but none.
echo '{"name": "compute", "version": "1.0.1"}' >package.json
git commit -qam 'Another version' >"$temporary/out" 2>&1 || fail "a commit without a policy fails"
grep -q Passed "$temporary/out" || fail "the hook did not run"
sed -i 's|//|/////|' tsconfig.json
git commit -qam 'A comment' >"$temporary/out" 2>&1 || fail "a commit of a file with comments fails"

# Go reads the version off the clone that pre-commit made.
binary=$(find "$PRE_COMMIT_HOME" -type f -name crossgrant -perm -u+x)
version=$("$binary" version | sed -n 1p)
case $version in
'crossgrant v'*) ;;
*) fail "the version of the hook is '$version'" ;;
esac
echo "hook: fails, is fixed by the patch, passes; $version"
