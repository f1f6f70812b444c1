#!/usr/bin/env bash
# Makes .venv from the locked requirements; says by name which package a machine lacks.
set -euo pipefail
python=$1
if ! command -v "$python" >/dev/null; then
    echo "Fanlight needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv" >&2; exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Fanlight needs Python 3.11 or newer; $("$python" --version) is here. Name another: make env PYTHON=python3.12" >&2; exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2; exit 1
fi
[ -x .venv/bin/python ] || { echo "Making the environment (.venv)" >&2; "$python" -m venv .venv; }
pip=(.venv/bin/python -m pip install -q --disable-pip-version-check)
echo "Installing what Fanlight needs, each package checked against its hash" >&2
"${pip[@]}" --require-hashes -r requirements/build.txt
# http-ece comes as source only; with the build tools in place it needs no downloads of its own.
"${pip[@]}" --no-build-isolation --require-hashes -r requirements/home.txt
"${pip[@]}" --no-build-isolation --no-deps -e .
