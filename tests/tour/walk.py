"""`make tour`: one deed for each system of the mission, by a real browser on a fresh `make run`.

usage: python -m tests.tour.walk OUT     prints `S1 ok`, `S3 missing` …; exit 1 if a deed that is built fails
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.tour.browser import DESK, become_owner, chromium
from tests.tour.deeds.s1_home import camera_bell_and_light
from tests.tour.deeds.s2_telling import notification
from tests.tour.deeds.s3_ask import asked_and_shared
from tests.tour.deeds.s4_partnerships import partnerships
from tests.tour.deeds.s5_record import record_of_an_agency
from tests.tour.deeds.s6_forwarding import post_forwarded_and_ended
from tests.tour.deeds.s7_petition import petition_signed
from tests.tour.deeds.s8_no_faces import no_face_recognition
from tests.tour.house import RunningHome, running

Deed = Callable[[Page, RunningHome, Path], None]

SYSTEMS: dict[str, tuple[str, Deed | None]] = {
    "S1": ("a camera is added, moves, is recorded, played; a bell rings; a light goes on", camera_bell_and_light),
    "S2": ("a notification with picture arrives at a push endpoint that decrypts it", notification),
    "S3": ("police ask in public, one house declines, one shares; it is opened and verified", asked_and_shared),
    "S4": ("partnerships: Ring's list; one with this commons is signed, shown, ended", partnerships),
    "S5": ("the record of an agency is shown", record_of_an_agency),
    "S6": ("a post is forwarded; forwarding is ended and the next one stays", post_forwarded_and_ended),
    "S7": ("a petition is signed by mail, counted, its receipt verified", petition_signed),
    "S8": ("no face recognition", no_face_recognition),
}


def walk(out: Path) -> int:
    failed = 0
    with tempfile.TemporaryDirectory(prefix="fanlight-tour-") as folder, running(Path(folder) / "data") as home:
        print(f"ready after {home.seconds_to_ready:.1f} s", file=sys.stderr)
        with chromium() as browser:
            context = browser.new_context(viewport=DESK, permissions=["notifications"])  # type: ignore[arg-type]
            page = context.new_page()
            page.set_default_timeout(20_000)
            become_owner(page, home.origin, home.start_path)
            for name, (what, deed) in SYSTEMS.items():
                if deed is None:
                    print(f"{name} missing", flush=True)
                    continue
                try:
                    deed(page, home, out)
                    print(f"{name} ok", flush=True)
                except Exception:  # the tour goes on and says at the end that it failed
                    failed += 1
                    traceback.print_exc()
                    out.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=str(out / f"{name.lower()}-failed.png"))
                    print(f"{name} failed: {what}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(walk(Path(sys.argv[1] if len(sys.argv) > 1 else "build/tour")))
