#!/usr/bin/env bash
# Measures check on generated exports of several sizes beside what gjson takes to
# check and visit the same bytes, in one run: bash testdata/bench/run.sh [ROWS].
# The exports are made in the folder for temporary files, some 200 MB at a time.
set -euo pipefail
cd "$(dirname "$0")/../.."
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
go build -o "$built/crossgrant" ./cmd/crossgrant
go build -o "$built/bench" ./internal/gen/bench
"$built/bench" -binary "$built/crossgrant" -only "${1:-}"
