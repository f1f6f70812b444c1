#!/usr/bin/env bash
# Adds extras (record,redact) to .venv, each from its own locked list.
set -euo pipefail
for extra in ${1//,/ }; do
    [ -f "requirements/$extra.txt" ] || { echo "No such extra: $extra. There are: postgres, record, redact, splink" >&2; exit 1; }
    stamp=".venv/.stamp-$extra"
    [ "$stamp" -nt "requirements/$extra.txt" ] && continue
    echo "Installing the extra $extra" >&2
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r "requirements/$extra.txt"
    touch "$stamp"
done
