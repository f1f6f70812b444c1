#!/usr/bin/env bash
# All tests: those that only compute by two at a time, then those that watch clocks, cameras and browsers one by one.
# Where a path or an expression is given, just that.
set -uo pipefail
case " $* " in
    *" tests"* | *" -k "* | *" -m "*) exec .venv/bin/python -m pytest -rs "$@" ;;
esac
failed=0
.venv/bin/python -m pytest -rs -n 2 --dist loadfile tests/unit tests/house tests/flow tests/adversary "$@" || failed=1
.venv/bin/python -m pytest -rs tests/contract tests/crash tests/browser "$@" || failed=1
exit $failed
