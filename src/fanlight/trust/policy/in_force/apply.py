"""What each kind of entry does to the state, once form, header and signatures hold."""

from __future__ import annotations

from dataclasses import replace

from fanlight.trust.papers import acts, neighbourhood
from fanlight.trust.papers.agency_paper import Agency
from fanlight.trust.papers.entry import Entry
from fanlight.trust.papers.founding import Founding, paper_hash
from fanlight.trust.papers.keys import ALGS
from fanlight.trust.papers.members import Paper, Witness
from fanlight.trust.papers.policy_paper import Policy
from fanlight.trust.papers.published import PublishedRecord
from fanlight.trust.papers.receipt import Receipt
from fanlight.trust.papers.report import Report
from fanlight.trust.policy.in_force import records as r
from fanlight.trust.policy.in_force.moment import Moment
from fanlight.trust.policy.in_force.neighbours import open_forwarding, sign_partnership
from fanlight.trust.policy.in_force.standing import Standing
from fanlight.trust.policy.in_force.tighten import Unfounded, tighten
from fanlight.trust.policy.limits import VERIFIED_S, grown


def apply(state: Standing, entry: Entry, paper: Paper, moment: Moment) -> None:
    """Raises Unfounded where the entry speaks of what is not there. Requests are noticed elsewhere."""
    match paper:
        case Founding():
            _found(state, paper, moment)
        case Policy():
            _change_policy(state, paper, moment)
        case Agency():
            _admit(state, entry.kind, paper, moment)
        case acts.AgencyAct() if entry.kind == "agency:verified":
            _verify(state, paper.agency, moment)
        case acts.AgencyAct() if entry.kind == "agency:reinstated":
            _demand_agency(state, paper.agency, moment)
            if moment.loosens is not None:
                lifts = state.reinstatements.setdefault(paper.agency, [])
                lifts.append(r.Lift(moment.index, moment.loosens))
        case acts.StewardAct() if entry.kind == "steward:added":
            _add_steward(state, paper, moment)
        case acts.WitnessAct():
            _add_witness(state, paper, moment)
        case acts.MoratoriumAct() if entry.kind == "moratorium:lifted":
            if moment.loosens is not None:
                state.liftings.append(r.Lift(moment.index, moment.loosens, paper.form))
        case Report():
            _report(state, paper, moment)
        case Receipt():
            _receive(state, entry.kind, paper, moment)
        case neighbourhood.ForwardOpened():
            _demand_agency(state, paper.agency, moment)
            open_forwarding(state, paper, moment)
        case neighbourhood.Partnership():
            _demand_agency(state, paper.agency, moment)
            sign_partnership(state, paper, moment)
        case PublishedRecord():
            state.records.append((moment.index, paper))
        case _:
            tighten(state, entry, moment)


def _found(state: Standing, paper: Founding, moment: Moment) -> None:
    state.founded = r.Founded(paper, moment.time)
    state.stewards = [r.StewardTerm(one.name, one.key, 0) for one in paper.stewards]
    state.witnesses = [r.WitnessTerm(one, 0) for one in paper.witnesses]
    state.policies = [r.PolicyTerm(0, paper.policy_hash, paper.policy, 0)]
    state.agencies = {one.agency: [r.AgencyTerm(0, one, 0)] for one in paper.agencies}
    if moment.time is not None:
        ends = r.Verification(moment.time, moment.time + VERIFIED_S)
        state.verifications = {one.agency: [ends] for one in paper.agencies}


def looser(before: Policy, after: Policy) -> list[str]:
    """The members by which a policy is looser than another."""
    found = list(grown(before.limits, after.limits))
    if after.reviewers < before.reviewers:
        found.append("reviewers")
    if set(after.basis) - set(before.basis):
        found.append("basis")
    kinds = before.algs.keys() | after.algs.keys()
    if any(not before.accepts(kind, alg) and after.accepts(kind, alg) for kind in kinds for alg in ALGS):
        found.append("algs")
    return found


def _change_policy(state: Standing, paper: Policy, moment: Moment) -> None:
    rivals = [state.policy_at(moment.judged)]
    if moment.time is None:  # nobody knows yet which of those to come is in force when this one gets its time
        rivals += [term for term in state.policies if term.since > moment.judged]
    at_once = not any(looser(term.policy, paper) for term in rivals)
    since = moment.judged if at_once else moment.loosens
    if since is not None:
        state.policies.append(r.PolicyTerm(moment.index, paper_hash(paper), paper, since))


def _admit(state: Standing, kind: str, paper: Agency, moment: Moment) -> None:
    if (kind == "agency:admitted") == (paper.agency in state.agencies):
        raise Unfounded("An agency's id is never used again, and only an admitted agency changes.")
    if paper.agency in state.revoked:
        raise Unfounded("The agency was revoked for good.")
    stewards = {term.key.id for term in state.stewards if term.until is None}
    if stewards & {officer.key.id for officer in paper.officers}:
        raise Unfounded("An officer is a steward.")
    terms = state.agencies.setdefault(paper.agency, [])
    if moment.loosens is None:
        return
    terms.append(r.AgencyTerm(moment.index, paper, moment.loosens))
    if kind == "agency:admitted" and moment.time is not None:
        ends = r.Verification(moment.loosens, moment.time + VERIFIED_S)
        state.verifications.setdefault(paper.agency, []).append(ends)


def _verify(state: Standing, agency: str, moment: Moment) -> None:
    _demand_agency(state, agency, moment)
    if moment.time is None or moment.loosens is None:
        return
    lapsed = state.verified_until(agency, moment.time) is None
    since = moment.loosens if lapsed else moment.time
    state.verifications.setdefault(agency, []).append(r.Verification(since, moment.time + VERIFIED_S))


def _demand_agency(state: Standing, agency: str, moment: Moment) -> None:
    if agency not in state.agencies:
        raise Unfounded("It speaks of an agency that was never admitted.")
    if state.is_revoked(agency, moment.judged):
        raise Unfounded("The agency was revoked for good.")


def _add_steward(state: Standing, paper: acts.StewardAct, moment: Moment) -> None:
    if any(term.key.id == paper.key.id and term.until is None for term in state.stewards):
        raise Unfounded("This key is a steward's already.")
    officers = {one.key.id for terms in state.agencies.values() for term in terms for one in term.paper.officers}
    if paper.key.id in officers:
        raise Unfounded("No steward is employed by an agency.")
    if moment.loosens is not None:
        state.stewards.append(r.StewardTerm(paper.name, paper.key, moment.loosens))


def _add_witness(state: Standing, paper: acts.WitnessAct, moment: Moment) -> None:
    if any(paper.vkey == term.witness.vkey or paper.name == term.witness.name for term in state.witnesses):
        raise Unfounded("This witness is there already.")
    if moment.loosens is not None:
        state.witnesses.append(r.WitnessTerm(Witness(paper.name, paper.vkey, paper.url), moment.loosens))


def _report(state: Standing, paper: Report, moment: Moment) -> None:
    report_on(state, paper.request, r.Reported(paper, moment.time, moment.index))


def report_on(state: Standing, id: str, reported: r.Reported) -> None:
    record = state.requests.get(id)
    if record is None:
        raise Unfounded("It reports on a request that does not stand.")
    if record.reported is not None:
        raise Unfounded("The request was reported on already.")
    if reported.at is not None and reported.at < record.ends:
        raise Unfounded("The request has not ended yet.")
    state.requests[id] = replace(record, reported=reported)


def _receive(state: Standing, kind: str, paper: Receipt, moment: Moment) -> None:
    attest(state, kind, paper.disclosure, r.Attested(paper, moment.time, moment.index))


def attest(state: Standing, kind: str, id: str, attested: r.Attested) -> None:
    record = state.disclosures.get(id)
    if record is None:
        raise Unfounded("It speaks of a disclosure that was never posted.")
    if kind == "disclosure:received":
        if record.received is not None:
            raise Unfounded("The package was received already.")
        state.disclosures[id] = replace(record, received=attested)
    elif record.received is None or record.deleted is not None:
        raise Unfounded("The package was not received, or is deleted already.")
    else:
        state.disclosures[id] = replace(record, deleted=attested)
