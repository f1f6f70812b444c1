"""`data/terms.txt`: what the agency promised, in words made from its signed paper alone."""

from __future__ import annotations

from fanlight.trust.papers.request import Request


def terms(request: Request) -> bytes:
    """The one text for these promises, UTF-8."""
    days = "one day" if request.retention_days == 1 else f"{request.retention_days} days"
    lines = [
        "Terms of this film",
        "",
        f"A resident gave it freely to the agency {request.agency}, which asked for it in request {request.id},",
        f"case {request.case}.",
        "",
        "The agency promised in that request, signed by two officers:",
        f"- It deletes the film, and every copy, {days} after it received it, and says so in the public log.",
        "- Only these see it:",
        *(f"  {name}" for name in request.recipients),
        "- No face recognition is used on it.",
        "- It is not used about a lawful assembly, for immigration enforcement, or about reproductive health.",
        "",
        "What the film is:",
        "- It was covered before it left the house: whoever and whatever moves, unless the resident showed it.",
        "  Sound was taken out. redaction_report.json says what was covered in each frame.",
        "- The uncovered recording stays with the resident. original.json lets a court ask for named minutes of it",
        "  and check that they are what the film was made from.",
        "- The signatures prove keys and times, not that what the film shows happened.",
        "",
        "Whoever finds that a promise was broken can say so in the community's log.",
    ]
    return ("\n".join(lines) + "\n").encode()
