"""What must be ended before a community can close, by the log alone. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from fanlight.trust.policy.in_force.views import InForce


@dataclass(frozen=True)
class Step:
    """One thing that stands in the way, or did; `view` and `id` are where it is ended."""

    words: str
    done: bool
    view: str
    id: str = ""


def steps(now: InForce) -> list[Step]:
    """In the order in which they are done; the first stops every home."""
    found = [
        Step("A hard moratorium: nothing leaves any home, even what is waiting", now.moratorium == "hard", "moratorium")
    ]
    for agency, view in now.agencies.items():
        if agency in now.forwarding:
            found.append(Step(f"Forwarding of posts to {view.paper.name}", False, "end_forwarding", agency))
    for id, one in now.partnerships.items():
        if now.at < one.ends:
            found.append(Step(f"The partnership with {one.paper.agency}", False, "end_partnership", id))
    return found


def owed(now: InForce) -> int:
    """Packages whose deletion an agency has not attested: once closed, the log takes no attestation."""
    return sum(one.deleted is None for one in now.state.disclosures.values())
