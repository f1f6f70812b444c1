"""The process that sends one message by Apprise: reads JSON on standard input, answers one word. No Django."""

from __future__ import annotations

import json
import sys


def main() -> int:
    """`sent`, `failed` or `unknown` on standard output."""
    import apprise

    asked = json.load(sys.stdin)
    room = apprise.Apprise(asset=apprise.AppriseAsset(app_id="Fanlight", app_url="", secure_logging=True))
    if not room.add(asked["url"]):
        sys.stdout.write("unknown")
        return 0
    kind = apprise.NotifyType.WARNING if asked["kind"] == "house" else apprise.NotifyType.INFO
    attachment = asked["picture"]
    sent = room.notify(
        title=asked["title"], body=asked["body"] or asked["title"], notify_type=kind, attach=attachment or None
    )
    sys.stdout.write("sent" if sent else "failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
