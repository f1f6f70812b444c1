"""Confirmed signatures enter their petition's tree in batches: none twice, none lost, whenever the process dies."""

from __future__ import annotations

from django.db import connection, transaction

from fanlight.commons.agencies import standing
from fanlight.commons.petitions.models.petition import Petition
from fanlight.commons.petitions.models.signature import Signature
from fanlight.commons.petitions.tree import Tree
from fanlight.ground.errors import FanlightError

BATCH = 1024


class TreeApart(FanlightError):
    """The tree of a petition holds a signature that the database does not know."""

    remedy = "Bring back the database that belongs to this log, or the log that belongs to this database."


def count_all() -> int:
    """One batch of each petition that has some; returns how many signatures were counted."""
    waiting = Signature.objects.filter(confirmed_us__isnull=False, place=None).values_list("petition", flat=True)
    return sum(count(Petition.objects.get(pk=petition)) for petition in waiting.distinct())


def count(petition: Petition) -> int:
    """First the tree, durably, then the rows. What a crash left between is found in the tree and written down."""
    tree = Tree(standing.origin(), petition.number)
    with tree.store.locked():
        petition.refresh_from_db(fields=["signed"])  # another process may have counted before this one had the lock
        counted = _catch_up(petition, tree)
        rows = list(
            Signature.objects.filter(petition=petition, confirmed_us__isnull=False, place=None)
            .order_by("confirmed_us", "pk")
            .values_list("number", flat=True)[:BATCH]
        )
        if rows:
            places = tree.append(rows)
            _write_down(petition, dict(zip(rows, places, strict=True)), places.stop)
        return counted + len(rows)


def _catch_up(petition: Petition, tree: Tree) -> int:
    known = petition.signed  # written with the places, in one commit
    tree.publish_rest()
    if tree.size() == known:
        return 0
    left = tree.from_place(known)
    _write_down(petition, {number: known + at for at, number in enumerate(left)}, known + len(left))
    return len(left)


@transaction.atomic
def _write_down(petition: Petition, places: dict[str, int], size: int) -> None:
    """Raises TreeApart where the tree holds what was never confirmed here, or what has a place already."""
    with connection.cursor() as cursor:
        cursor.executemany(_PLACE, [(place, number, petition.pk) for number, place in places.items()])
    placed = Signature.objects.filter(petition=petition, place__gte=size - len(places), place__lt=size).count()
    if placed != len(places):
        raise TreeApart
    Petition.objects.filter(pk=petition.pk).update(signed=size)


# One statement many times: bulk_update would write a CASE of a thousand branches.
_PLACE = (
    f"UPDATE {Signature._meta.db_table} SET place = %s "  # noqa: S608 a table's name of our own
    "WHERE number = %s AND petition_id = %s AND place IS NULL AND confirmed_us IS NOT NULL"
)
