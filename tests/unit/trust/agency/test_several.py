"""A cell with several agencies comes apart at the right places and loses no word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.trust.agency.several import split_agencies

WHOLE = [
    "Lewis and Clark County Sheriff's Office",
    "California Department of Fish and Wildlife",
    "Bureau of Alcohol, Tobacco, Firearms and Explosives",
    "Mansfield Township, Warren County Police Department",
    "Georgetown, KY Police Department",
    "Cincinnati Police Department, OH",
    "California Department of Corrections and Rehabilitation, Office of Correctional Safety",
    "Rockhurst University Safety and Security Department",
    "",
]


@pytest.mark.parametrize("text", WHOLE)
def test_one_agency_stays_whole(text: str) -> None:
    """And, comma and slash inside one name do not cut it."""
    assert split_agencies(text) == (text,)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Eagar Police Department and Apache County Sheriff's Office", 2),
        ("Pomona Police Department, California Highway Patrol", 2),
        ("Oak Police Department; Elm Police Department\nAsh Police Department", 3),
        ("Kennewick Police Department/Tri-City Swat Team", 2),
        ("Fargo and Moorhead Police Departments", 2),
        ("U.S. Marshals Service, Troy Police Department, Rensselaer County Sheriff's Office, FBI", 4),
    ],
)
def test_several_agencies_come_apart(text: str, count: int) -> None:
    """Each agency that a cell names is a mention of its own."""
    assert len(split_agencies(text)) == count


def words(text: str) -> list[str]:
    return sorted(word for word in re.findall(r"\w+", text.lower()) if word not in ("and", "the"))


NAMES = st.builds(
    "{} {}".format,
    st.sampled_from(["Oak", "Elm Park", "North Ash", "Lewis and Clark County", "St. Mary", "Fir Township"]),
    st.sampled_from(["Police Department", "Sheriff's Office", "Police", "Marshals Service"]),
)


@given(st.lists(NAMES, min_size=1, max_size=5), st.sampled_from([", ", "; ", " and ", "/", ", and ", "\n"]))
def test_joining_what_was_cut_gives_every_word_back(names: list[str], sign: str) -> None:
    """split() loses no word and makes none up, however the names were joined."""
    text = sign.join(names)
    parts = split_agencies(text)
    assert words(" ".join(parts)) == words(text)
    assert len(parts) == len(names)


@given(st.text(max_size=80))
def test_no_text_of_the_outside_is_lost(text: str) -> None:
    """Any text comes back with all its words (a shared plural head may stand twice)."""
    assert set(words(" ".join(split_agencies(text)))) == set(words(text))
