"""The page of an opened package: request, film, terms, receipt, checks; nothing of it can run a script."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fanlight.project.agency_page.opened import Opened
from fanlight.trust.papers.package.verify import Check
from fanlight.trust.papers.request import Request
from fanlight.trust.policy.offences import offences

PAGE = Template((Path(__file__).parent / "templates" / "page.html").read_text(encoding="utf-8"))
LATEST = 253_402_300_800  # seconds: the year 10000, which no date can show


def package_page(opened: Opened, form_token: str) -> bytes:
    """The whole page as UTF-8."""
    asked, said = opened.request, opened.disclosure
    terms = bytes(opened.files["data/terms.txt"]).decode("utf-8", "replace")
    return PAGE.substitute(
        agency=escape(said.agency if said else "an agency"),
        standing="bad" if opened.broken else "good",
        verdict=escape(_verdict(opened)),
        request=_rows(_asked(asked)) if asked else _rows([("Request", "It cannot be read.")]),
        terms=escape(terms),
        receipt=_receipt(opened, form_token),
        checks="\n".join(map(_line, opened.checks)),
    ).encode()


def _verdict(opened: Opened) -> str:
    if opened.broken:
        return f"This package does not stand: {', '.join(opened.broken)}. Do not rely on it; ask the community."
    unchecked = sum(check.verdict == "unchecked" for check in opened.checks)
    more = f" {unchecked} could not be made here; they are named below." if unchecked else ""
    return f"All checks that were made are good.{more}"


def _asked(request: Request) -> list[tuple[str, str]]:
    offence = offences().get(request.offence)
    return [
        ("Case", request.case),
        ("Offence", f"{offence.words} ({request.offence})" if offence else request.offence),
        ("What happened", request.facts),
        ("What is sought", request.sought),
        ("From", moment(request.since, request.zone)),
        ("Until", moment(request.until, request.zone)),
        ("Who may see it", "\n".join(request.recipients)),
        ("Kept for", f"{request.retention_days} days"),
        ("Request", request.id),
    ]


def moment(seconds: int, zone: str) -> str:
    """A time in the request's zone, or in UTC where this computer does not know the zone."""
    if seconds >= LATEST:
        return f"second {seconds}"
    try:
        local = datetime.fromtimestamp(seconds, ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OverflowError, OSError):
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC"
    return f"{local:%Y-%m-%d %H:%M:%S} {zone}"


def _rows(facts: list[tuple[str, str]]) -> str:
    return "\n".join(f"<div>\n<dt>{escape(name)}</dt>\n<dd>{escape(words)}</dd>\n</div>" for name, words in facts)


def _line(check: Check) -> str:
    return f"<li>\n<strong>{check.verdict}</strong>\n{escape(check.part)}: {escape(check.words)}\n</li>"


def _receipt(opened: Opened, form_token: str) -> str:
    receipt = opened.receipt
    if receipt is None:
        return "<p>No receipt is signed for a package that does not stand.</p>"
    facts = _rows(
        [
            ("Disclosure", receipt.disclosure),
            ("Sealed package", f"SHA-256 {receipt.package}"),
            ("Kept until", moment(receipt.until, "UTC")),
        ]
    )
    if opened.signer is None:
        return f"<dl>\n{facts}\n</dl>\n<p>To sign it, begin again with --signer agency-signer.pem.</p>"
    return (
        f"<dl>\n{facts}\n</dl>\n"
        "<p>The agency signs that it received this and keeps it no longer. Hand the file to the commons.</p>\n"
        '<form method="post" action="receipt.json">\n'
        f'<input type="hidden" name="token" value="{escape(form_token)}">\n'
        "<button>Sign the receipt and save it</button>\n</form>"
    )
