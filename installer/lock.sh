#!/usr/bin/env bash
# Regenerates the lock files from pyproject.toml: exact versions with the hashes of every wheel, for
# Linux and Windows and each Python from 3.11 on. They name no index: where packages come from is the
# business of the machine that installs them.
#   installer/lock.sh UV [uv pip compile options, e.g. --upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$1
shift
build_tools=$(mktemp)
trap 'rm -f "$build_tools"' EXIT
# With these two beside the libraries the program itself installs with --no-build-isolation --no-deps.
printf 'hatchling\neditables\n' > "$build_tools"

compile() { # OUTPUT HEADLINE [option…]
    local output=$1 headline=$2
    shift 2
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        "$@" --output-file "$output" pyproject.toml "$build_tools" > /dev/null
    sed -i "1i # $headline Written by \"make lock\"; do not edit." "$output"
}
compile requirements.lock "The program and what installs it." "$@"
# The other files keep the versions of the first.
compile requirements-analysis.lock "The program, what installs it, and its extras for analysis." \
    --extra parquet --extra postgresql --constraint requirements.lock
compile requirements-dev.lock "The program, what installs it, and what tests it." \
    --extra dev --constraint requirements-analysis.lock
compile requirements-installer.lock "The program, and what builds its setup file for Windows." \
    --extra installer --constraint requirements-dev.lock
# A pin, its hashes, the headline: anything else could name a place of this machine.
if grep -vnE '^# |^[a-z0-9.-]+==[^ /:]+( ; [^/:]+)? \\$|^    --hash=sha256:[0-9a-f]{64}( \\)?$' \
    requirements.lock requirements-analysis.lock requirements-dev.lock requirements-installer.lock; then
    echo "A lock file holds more than versions and hashes: see the lines above." >&2
    exit 1
fi
