"""`make bench-petition [N=100000]`: signatures by the whole way, with web worker and tend killed in the middle.

Real `fanlight commons` as `make run` starts it, a real SMTP server (aiosmtpd) on the loopback. Each signer posts the
form; the mail is read; its button is pressed; the commons answers with the address of the receipt. One form in ten is
another spelling of a mailbox that signed before, one button in twenty is pressed twice. Signers come from many networks
(127.x.y.z), as the limit per network is real. On SQLite, then on PostgreSQL where DATABASE_URL names one (in a database
of its own, dropped at the end). One JSON line each; hold to: 200 a second, none lost, none doubled.

The load, the mail server and the commons share the machine, so wall time says little on a busy one: `cpu_ms` is what
the commons' processes (and PostgreSQL's) used for one signature, `load_cpu_ms` what this program did.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.petitions.commons import Commons, postgres_cpu  # noqa: E402
from benchmarks.petitions.load import Crowd  # noqa: E402
from benchmarks.petitions.proving import receipt_seconds, receipts_held, tree  # noqa: E402
from tests.postgresql import own_database  # noqa: E402

KILLS = (("commons-web", 0.35), ("commons-tend", 0.6), ("commons-web", 0.8))
"""Which process, after which share of the confirmations."""


def measure(name: str, database: str, signatures: int, longest: float, *, is_killing: bool = True) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="fanlight-petition-") as folder:
        crowd = Crowd(signatures, random.Random(1))
        commons = Commons(Path(folder), crowd.smtp_port, database)
        try:
            number = commons.make_petition()
            used, mine, theirs, began = commons.cpu(), time.process_time(), postgres_cpu(), time.monotonic()
            plan = KILLS if is_killing else ()
            kills = [(share * signatures, role) for role, share in plan]
            for done in crowd.run(commons.port, number, began + longest):
                while kills and done > kills[0][0]:
                    commons.kill(kills.pop(0)[1])
            confirmed = time.monotonic() - began
            counted = commons.wait_counted(len(crowd.receipts), 60)
            seconds = time.monotonic() - began
            leaves = tree(commons.data / "petitions" / number)
            share = 1000 / max(1, len(crowd.receipts))
            cpu = {role: round((spent - used.get(role, 0.0)) * share, 2) for role, spent in commons.cpu().items()}
            if database:
                cpu["postgresql"] = round((postgres_cpu() - theirs) * share, 2)
            held = receipts_held(commons.port, number, random.Random(2).sample(sorted(crowd.receipts.values()), 100))
            return {
                "name": name, "sent": crowd.sent, "confirmed": len(crowd.receipts), "counted": counted,
                "doubled": len(leaves) - len(set(leaves) & set(crowd.receipts.values())),
                "lost": len(set(crowd.receipts.values()) - set(leaves)), "per_s": round(counted / seconds, 1),
                "seconds": round(seconds, 1), "confirmed_after_s": round(confirmed, 1),
                "mailboxes": crowd.mailboxes, "pressed_twice": crowd.twice, "mails": crowd.mails,
                "killed": [role for role, _ in plan[: len(plan) - len(kills)]], "receipts_held": held,
                "receipt_page_ms": receipt_seconds(commons.port, number, crowd.receipts),
                "cpu_ms": cpu, "load_cpu_ms": round((time.process_time() - mine) * share, 2), "cores": os.cpu_count(),
            }  # fmt: skip
        finally:
            commons.end()
            crowd.end()


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--signatures", type=int, default=100_000)
    arguments.add_argument("--longest", type=float, default=900.0, help="seconds for one database")
    arguments.add_argument("--nobody-killed", action="store_true", help="what a signature costs without starting anew")
    arguments.add_argument("--only", choices=["sqlite", "postgresql"])
    chosen = arguments.parse_args()
    lines = []
    if chosen.only != "postgresql":
        lines.append(measure("sqlite", "", chosen.signatures, chosen.longest, is_killing=not chosen.nobody_killed))
        print(json.dumps(lines[-1]), flush=True)
    if chosen.only != "sqlite" and (url := os.environ.get("DATABASE_URL", "")):
        with own_database(url) as database:
            lines.append(
                measure("postgresql", database, chosen.signatures, chosen.longest, is_killing=not chosen.nobody_killed)
            )
        print(json.dumps(lines[-1]), flush=True)
    return int(any(line["lost"] or line["doubled"] for line in lines))


if __name__ == "__main__":
    sys.exit(main())
