"""The tiers in their order: code, alias, exact key, place, near, review, unlinked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from fanlight.record.linkage.aliases import NONE, Alias
from fanlight.record.linkage.evidence import Atlas, Place
from fanlight.record.linkage.index import Entry, Index, Kinds, place_key
from fanlight.record.linkage.verdict import Tier, Verdict
from fanlight.record.sources.rows import Mention
from fanlight.trust.agency.kind import AgencyKind
from fanlight.trust.agency.name import AgencyName, parse_name
from fanlight.trust.agency.states import state_of

NEAR_RATIO, NEAR_MARGIN, REVIEW_RATIO = 92.0, 3.0, 80.0  # from the trial in research; docs/design/record-linkage.md
NAMED_RATIO, NAMED_MARGIN = 85.0, 10.0  # a short name with one slip, where the row's own city or county spells it right
CANDIDATES = 5  # as many as a reviewer's keys 1 to 5 offer at a glance

# Kinds that a name of one kind may mean when its own kind has no such place. County police never means a sheriff.
COMPATIBLE: dict[AgencyKind | None, Kinds] = {
    AgencyKind.MUNICIPAL: (AgencyKind.MUNICIPAL, AgencyKind.COUNTY_POLICE),
    AgencyKind.COUNTY_POLICE: (AgencyKind.COUNTY_POLICE,),
    AgencyKind.CONSTABLE: (AgencyKind.CONSTABLE, AgencyKind.MUNICIPAL),
    None: (AgencyKind.MUNICIPAL, AgencyKind.TRIBAL, AgencyKind.CAMPUS, AgencyKind.OTHER),
}


def compatible(kind: AgencyKind | None) -> Kinds:
    """The kinds that a name of one kind may mean."""
    return COMPATIBLE.get(kind) or ((kind,) if kind else ())


@dataclass(frozen=True, slots=True)
class Found:
    """What the names alone give: the agency that one tier finds, or the candidates that it cannot choose between."""

    entry: Entry | None = None
    tier: Tier = Tier.UNLINKED
    score: float = 100.0
    margin: float = 100.0
    others: tuple[Entry, ...] = ()
    reason: str = ""


class Linker:
    """Decides every mention against one index, with one atlas and the reviewed names."""

    def __init__(self, index: Index, atlas: Atlas, aliases: dict[tuple[str, str], list[Alias]]) -> None:
        self.index, self.atlas, self.aliases = index, atlas, aliases
        self._near = lru_cache(maxsize=50_000)(self._nearest)
        self._pools: dict[tuple[str, Kinds], tuple[list[Entry], list[str]]] = {}

    def verdict(self, mention: Mention) -> Verdict:
        """The one verdict of a mention."""
        name = parse_name(mention.text, mention.state)
        place = self.atlas.place(mention, name)
        alias = self._alias(mention, name)
        named = alias or self._by_name(name, mention.state, place)
        coded = self._by_code(mention, name, named)
        return self._told(mention, coded or named)

    def _told(self, mention: Mention, found: Found) -> Verdict:
        others = tuple(entry.agency.id for entry in found.others[:CANDIDATES])
        if found.entry:
            runner = next((other for other in others if other != found.entry.agency.id), None)
            return Verdict(
                mention, found.tier, found.entry.agency.id, found.score, found.margin, runner, (), found.reason
            )
        return Verdict(mention, found.tier, None, found.score, found.margin, None, others, found.reason)

    def _alias(self, mention: Mention, name: AgencyName) -> Found | None:
        for alias in self.aliases.get((mention.state, name.text), ()):
            if alias.covers(mention):
                if alias.agency == NONE:
                    return Found(reason=alias.reason)
                return Found(self.index.entries[alias.agency], Tier.ALIAS, reason=alias.reason)
        return None

    def _by_code(self, mention: Mention, name: AgencyName, named: Found) -> Found | None:
        """The agency that the row's own code means, unless the name means another exactly."""
        held = [self.index.codes.get(ori) for ori in mention.oris if state_of(ori) == mention.state]
        coded = [self.index.entries[found] for found in dict.fromkeys(held) if found]
        if not coded or named.tier is Tier.ALIAS or name.body.startswith("us:"):
            return None
        if named.entry and named.entry in coded:
            return Found(named.entry, Tier.ORI)
        if len(coded) > 1 or (mention.of > 1 and len(mention.oris) > 1):
            return None  # codes of the whole cell: only the name can tell which is this mention's
        if named.entry and named.tier is Tier.EXACT:
            return Found(tier=Tier.REVIEW, others=(coded[0], named.entry), reason="conflict")
        if name.body:
            return None
        return Found(coded[0], Tier.ORI, others=named.others)

    def _by_name(self, name: AgencyName, state: str, place: Place) -> Found:
        if name.body:
            entry = self.index.entries.get(name.body)
            return Found(entry, Tier.EXACT) if entry else Found(reason="absent")
        if name.reason:
            return Found(reason=name.reason)
        if name.stated and name.stated != state:
            return Found(reason="other state")
        if not name.base:
            return Found(reason="unnamed")
        return self._exact(name, state, place) or self._place(name, state, place) or self._close(name, state, place)

    def _exact(self, name: AgencyName, state: str, place: Place) -> Found | None:
        """Same state, kind and place; namesakes are told apart by county or city."""
        if name.kind is None:
            return None
        found = self.index.exact.get((state, name.kind, place_key(name.kind, name.place)), [])
        if not found and name.kind is AgencyKind.CAMPUS and place.city:
            # One university has a force on each campus; the row's city is the campus that it does not name.
            found = self.index.exact.get((state, name.kind, place_key(name.kind, f"{name.place} {place.words}")), [])
        if len(found) <= 1:
            return Found(found[0], Tier.EXACT) if found else None
        near = [entry for entry in found if entry.counties & place.counties]
        if len(near) == 1:
            return Found(near[0], Tier.PLACE, others=tuple(found))
        return Found(tier=Tier.REVIEW, others=tuple(near or found), reason="twins")

    def _place(self, name: AgencyName, state: str, place: Place) -> Found | None:
        """Same state and place but for the designator or a compatible kind, where city, county or point agree."""
        key = place_key(name.kind, name.soft)
        found = [entry for entry in self.index.base.get((state, key), ()) if entry.agency.kind in compatible(name.kind)]
        found = [entry for entry in found if not (name.designator and entry.name.designator)] or []
        agreeing = [entry for entry in found if entry.agrees(place)]
        if len(agreeing) > 1:
            agreeing = self._closest(agreeing, name, place)
        if len(agreeing) == 1:
            return Found(agreeing[0], Tier.PLACE, others=tuple(found))
        bare = self._bare(found, name, place)
        if bare:
            score = fuzz.ratio(bare.name.place, name.place)
            return Found(bare, Tier.NEAR, score, score, tuple(found), "no place given")
        if found:
            return Found(tier=Tier.REVIEW, others=tuple(agreeing or found), reason="twins" if agreeing else "elsewhere")
        return None

    @staticmethod
    def _bare(found: list[Entry], name: AgencyName, place: Place) -> Entry | None:
        """The only agency of state and kind that a row without any place can mean, where it says more than the name.

        "Old Bridge" may stand for Old Bridge Township; "Hot Springs Village" never for Hot Springs.
        """
        if name.designator or place.city or place.counties or place.point:
            return None
        same = [entry for entry in found if entry.agency.kind is name.kind]
        if len(same) != 1:
            return None
        other = same[0].name
        return same[0] if name.base in (other.base, other.soft) or name.soft == other.base else None

    @staticmethod
    def _closest(found: list[Entry], name: AgencyName, place: Place) -> list[Entry]:
        """Of several that agree, those in the county, of the same kind, with the same words, without a designator."""
        for better in (
            [entry for entry in found if entry.counties & place.counties],
            [entry for entry in found if entry.agency.kind is name.kind],
            [entry for entry in found if entry.name.base == name.base],
            [entry for entry in found if not entry.name.designator],
        ):
            found = [entry for entry in found if entry in better] or found
            if len(found) == 1:
                break
        return found

    def _pool(self, state: str, kinds: Kinds) -> tuple[list[Entry], list[str]]:
        held = self._pools.get((state, kinds))
        if held is None:
            entries = self.index.pool(state, kinds)
            held = self._pools[state, kinds] = entries, [entry.name.place for entry in entries]
        return held

    def _nearest(self, place: str, state: str, kinds: Kinds) -> tuple[tuple[Entry, float], ...]:
        entries, names = self._pool(state, kinds)
        hits = process.extract(place, names, scorer=fuzz.ratio, score_cutoff=REVIEW_RATIO, limit=CANDIDATES)
        return tuple((entries[position], score) for _, score, position in hits)

    def _close(self, name: AgencyName, state: str, place: Place) -> Found:
        """One slip away from a place of the state, far from every other, and lying where the mention does."""
        if name.kind is AgencyKind.FIRE:
            return Found(reason="fire")
        hits = self._near(name.place, state, compatible(name.kind))
        if not hits:
            return Found(reason="absent")
        (best, score), second = hits[0], hits[1][1] if len(hits) > 1 else 0.0
        others = tuple(entry for entry, _ in hits)
        if score >= NEAR_RATIO and score - second >= NEAR_MARGIN and best.agrees(place):
            return Found(best, Tier.NEAR, score, score - second, others)
        if score >= NAMED_RATIO and score - second >= NAMED_MARGIN and best.is_named_by(place):
            return Found(best, Tier.NEAR, score, score - second, others)
        return Found(tier=Tier.REVIEW, score=score, margin=score - second, others=others, reason="near")
