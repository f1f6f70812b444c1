"""S4: what one home keeps or sends is readable in no other, however ids, rows and keys are mixed up."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.test import override_settings

from fanlight.ground.keys import SealBroken
from fanlight.home.asks import secrets_kept
from fanlight.home.asks.secrets_kept import Secret
from fanlight.home.tell import secrets as told
from fanlight.trust.papers.package.parts import Commitments
from fanlight.trust.papers.package.seal import SealedForAnother, new_identity, opened, seal
from fanlight.trust.papers.signing import new_id

SWAPS, ROWS = 10_000, 60
_, AGENCY = new_identity()


class House:
    """A home's keys folder, and rows as its database would hold them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with override_settings(DATA=folder):
            self.ids = [new_id() for _ in range(ROWS)]
            self.rows = [self._secret().sealed(one) for one in self.ids]
            self.devices = [told.sealed(f"https://push.example/{one}", f"device {one}") for one in self.ids]

    def _secret(self) -> Secret:
        return Secret(bytes(32), bytes(32), "0" * 64, Commitments.drawn(AGENCY), 0, 1)


@pytest.mark.slow
def test_ten_thousand_swaps_of_homes_rows_and_ids_open_nothing(tmp_path: Path) -> None:
    """Each draw takes keys, row and id from anywhere; only what belongs together opens."""
    houses = [House(tmp_path / name) for name in ("one", "two", "three")]
    drawn = random.Random(4)
    good = wrong = 0
    while wrong < SWAPS:
        keys, row, named = drawn.choice(houses), drawn.choice(houses), drawn.choice(houses)
        at, to = drawn.randrange(ROWS), drawn.randrange(ROWS)
        if drawn.random() < 0.02:
            row = named = keys
            to = at
        fits = keys is row is named and at == to
        with override_settings(DATA=keys.folder):
            for read, column, context in (
                (secrets_kept.opened, row.rows[at], named.ids[to]),
                (told.opened, row.devices[at], f"device {named.ids[to]}"),
            ):
                if fits:
                    assert read(column, context)
                else:
                    with pytest.raises(SealBroken):
                        read(column, context)
        good, wrong = good + fits, wrong + (not fits)
    assert good > 50


def test_a_package_opens_for_its_agency_and_its_own_house_alone(tmp_path: Path) -> None:
    """Another house's archive identity and another agency's are told that it is not theirs."""
    import io

    agency = new_identity()
    identities = []
    for name in ("one", "two"):
        with override_settings(DATA=tmp_path / name):
            identities.append(secrets_kept.archive_identity())
    with override_settings(DATA=tmp_path / "one"):
        out = io.BytesIO()
        seal(io.BytesIO(b"package"), out, [agency[1], secrets_kept.archive_recipient()])
    sealed = out.getvalue()
    assert bytes(opened(sealed, agency[0])) == bytes(opened(sealed, identities[0])) == b"package"
    for other in (identities[1], new_identity()[0]):
        with pytest.raises(SealedForAnother):
            opened(sealed, other)
