"""The public header of a signed kind, derived from its paper: the operator can add nothing (formats/entries.md)."""

from __future__ import annotations

from fanlight.ground.canonical import Value
from fanlight.trust.papers import acts, neighbourhood
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.founding import Founding, paper_hash
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.request import Request

Pub = dict[str, Value]


def derived(paper: Paper) -> Pub:
    """`pub` of the entry that carries this paper."""
    match paper:
        case Founding():
            return {"log": paper.log, "policy": paper.policy_hash, "units": paper.units_hash, "rp": paper.rp.id}
        case Policy():
            return {"policy": paper_hash(paper)}
        case Agency():
            return {"agency": paper.agency, "name": paper.name}
        case acts.AgencyAct():
            return {"agency": paper.agency}
        case acts.KeyRevoked():
            return {"agency": paper.agency, "key": paper.key}
        case acts.StewardAct():
            return {"key": paper.key.id}
        case acts.WitnessAct():
            return {"witness": paper.vkey}
        case acts.MoratoriumAct():
            return {"form": paper.form}
        case acts.Erasure():
            return {"body": paper.body}
        case Request():
            return _of_request(paper)
        case acts.RequestAct() | Report():
            return {"request": paper.request}
        case Receipt():
            return {"disclosure": paper.disclosure}
        case neighbourhood.ForwardOpened():
            return {"agency": paper.agency, "until": paper.until}
        case neighbourhood.ForwardEnded():
            return {"agency": paper.agency}
        case neighbourhood.Partnership():
            return {"agency": paper.agency, "since": paper.since, "until": paper.until}
        case neighbourhood.PartnershipEnded():
            return {"partnership": paper.partnership}
        case PublishedRecord():
            return {"covers": {name: one.value() for name, one in paper.covers.items()}}
    raise TypeError(f"no header for {type(paper).__name__}")


def _of_request(paper: Request) -> Pub:
    return {
        "request": paper.id,
        "agency": paper.agency,
        "offence": paper.offence,
        "from": paper.since,
        "until": paper.until,
    }
