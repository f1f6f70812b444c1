"""Which paper a kind of entry has."""

from __future__ import annotations

from fanlight.trust.papers import acts, neighbourhood
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.founding import Founding
from fanlight.trust.papers.members import Paper
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.report import Report
from fanlight.trust.papers.request import Request

_CLASSES: tuple[type[Paper], ...] = (
    Founding,
    Policy,
    Agency,
    acts.AgencyAct,
    acts.KeyRevoked,
    acts.RequestAct,
    acts.StewardAct,
    acts.WitnessAct,
    acts.MoratoriumAct,
    acts.Erasure,
    Request,
    Report,
    Receipt,
    PublishedRecord,
    neighbourhood.ForwardOpened,
    neighbourhood.ForwardEnded,
    neighbourhood.Partnership,
    neighbourhood.PartnershipEnded,
)
PAPERS: dict[str, type[Paper]] = {kind: paper for paper in _CLASSES for kind in paper.KINDS}
