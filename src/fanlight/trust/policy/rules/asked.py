"""Rules about what is asked for: offence, reasons, promises, the hours."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.papers.request import Request
from fanlight.trust.policy.limits import DAY, FACTS_LEAST
from fanlight.trust.policy.offences import offences
from fanlight.trust.policy.rules.facts import Broken, Facts
from fanlight.trust.policy.rules.words import counted, span

ATTESTED = {
    "assembly": "a lawful assembly",
    "immigration": "immigration enforcement",
    "reproductive": "reproductive health",
    "face_recognition": "face recognition on the material",
}


@dataclass(frozen=True)
class OffenceListed:
    code: str = "offence"
    member: str = "offence"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if request.offence in offences():
            return None
        limit = "The offence must be on the closed list."
        return Broken(self.code, self.member, limit, f"{request.offence}.", "Choose an offence of the list.")


@dataclass(frozen=True)
class BasisAccepted:
    code: str = "basis"
    member: str = "basis"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if request.basis in facts.basis:
            return None
        limit = f"This community accepts: {', '.join(facts.basis)}."
        return Broken(self.code, self.member, limit, f"{request.basis}.", "Ask for footage that residents give freely.")


@dataclass(frozen=True)
class FactsSaid:
    code: str = "facts"
    member: str = "facts"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if len(request.facts) >= FACTS_LEAST:
            return None
        limit = f"The facts need at least {FACTS_LEAST} characters."
        found = f"{counted(len(request.facts), 'character')}."
        return Broken(self.code, self.member, limit, found, "Say what happened, when, and why footage would show it.")


@dataclass(frozen=True)
class Attested:
    code: str = "attests"
    member: str = "attests"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        about = [words for name, words in ATTESTED.items() if getattr(request.attests, name)]
        if not about:
            return None
        limit = "A request may not be about " + ", ".join(ATTESTED.values()) + "."
        return Broken(self.code, self.member, limit, f"{', '.join(about)}.", "No request can be made for that.")


@dataclass(frozen=True)
class OutdoorOnly:
    code: str = "outdoor"
    member: str = "outdoor"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if request.outdoor:
            return None
        limit = "Only what outdoor cameras see can be asked for."
        return Broken(self.code, self.member, limit, "indoor footage.", "Ask for outdoor footage alone.")


@dataclass(frozen=True)
class WindowLength:
    code: str = "window"
    member: str = "until"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        length, most = request.until - request.since, facts.limits.window_s
        if 0 < length <= most:
            return None
        limit = f"The window may be at most {span(most)} long, and must end after it begins."
        return Broken(self.code, self.member, limit, f"{span(length)}.", f"Name {span(most)} or less.")


@dataclass(frozen=True)
class WindowOver:
    code: str = "window-over"
    member: str = "until"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        if request.until <= facts.at:
            return None
        found = f"it ends {span(request.until - facts.at)} after the notice."
        limit = "The window must be over when the request is noticed: nobody watches for an agency."
        return Broken(self.code, self.member, limit, found, "Wait until it is over, or name earlier hours.")


@dataclass(frozen=True)
class LookBack:
    code: str = "look-back"
    member: str = "from"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        days = facts.limits.look_back_days
        if request.since >= facts.at - days * DAY:
            return None
        limit = f"The window may begin at most {counted(days, 'day')} before the notice."
        found = f"{counted(-(-(facts.at - request.since) // DAY), 'day')}."
        return Broken(self.code, self.member, limit, found, "Footage that old cannot be asked for.")


@dataclass(frozen=True)
class OpenFor:
    code: str = "open-for"
    member: str = "open_days"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        most = facts.limits.open_days
        if request.open_days <= most:
            return None
        limit = f"A request may be open for at most {counted(most, 'day')}."
        found = f"{counted(request.open_days, 'day')}."
        return Broken(self.code, self.member, limit, found, f"Name {counted(most, 'day')} or fewer.")


@dataclass(frozen=True)
class Retention:
    code: str = "retention"
    member: str = "retention_days"

    def check(self, request: Request, facts: Facts) -> Broken | None:
        most = facts.limits.retention_days
        if request.retention_days <= most:
            return None
        limit = f"Footage may be kept for at most {counted(most, 'day')}."
        found = f"{counted(request.retention_days, 'day')}."
        return Broken(self.code, self.member, limit, found, f"Promise {counted(most, 'day')} or fewer.")
