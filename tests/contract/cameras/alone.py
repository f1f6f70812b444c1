"""The recording process with its index in memory, for tests that start and end a real process: DATA URL [RECORDING]."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fanlight.ground.errors import FanlightError
from fanlight.home.recorder.index import CameraPlan
from fanlight.home.recorder.process import run
from tests.memory_index import MemoryIndex


def main(data: str, url: str, recording: Any = "always") -> int:
    index = MemoryIndex([CameraPlan(1, "yard", url, None, "", "", recording=recording)])
    try:
        status = run(lambda: index, Path(data))
    except FanlightError as error:
        print(error.words(), file=sys.stderr)
        return int(getattr(error, "exit_code", 2))
    rows = [{"status": row.status, "fragments": len(row.fragments)} for row in index.segments.values()]
    print(json.dumps({"segments": rows, "open_events": len(index.open_events())}))
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
