#!/usr/bin/env bash
# All tests: three at a time, those that mostly wait first; then, alone, those that measure what a resident sees.
# Where a path or an expression is given, just that.
set -uo pipefail
case " $* " in
    *" tests"* | *" -k "* | *" -m "*) exec .venv/bin/python -m pytest -rs "$@" ;;
esac
failed=0
.venv/bin/python -m pytest -rs -n 3 --dist loadfile --no-loadscope-reorder --ignore=tests/browser/watching \
    tests/crash tests/contract tests/browser tests/adversary tests/flow tests/unit tests/house "$@" || failed=1
.venv/bin/python -m pytest -rs tests/browser/watching "$@" || failed=1
exit $failed
