"""Names of agencies are read for kind and place; no word that tells two places apart is lost."""

from __future__ import annotations

import pytest

from fanlight.trust.agency.kind import AgencyKind as Kind
from fanlight.trust.agency.name import parse_name

HARD = [
    ("Lewis and Clark County Sheriff's Office", "MT", Kind.SHERIFF, "lewis and clark"),
    ("Douglas County Sherrif's Department", "NV", Kind.SHERIFF, "douglas"),
    ("Douglas County Sheriff’s Department", "NV", Kind.SHERIFF, "douglas"),
    ("Saint Lucie Sheriff's Department", "FL", Kind.SHERIFF, "saint lucie"),
    ("St. Lucie Co. SO", "FL", Kind.SHERIFF, "saint lucie"),
    ("Acadia Parish Sheriff's Office", "LA", Kind.SHERIFF, "acadia"),
    ("Sheridan County Sheriff's Deputy", "NE", Kind.SHERIFF, "sheridan"),
    ("North Charleston Police Department", "SC", Kind.MUNICIPAL, "north charleston"),
    ("N. Charleston PD", "SC", Kind.MUNICIPAL, "north charleston"),
    ("Miami Beach Police Dept.", "FL", Kind.MUNICIPAL, "miami beach"),
    ("City of Orange Police", "TX", Kind.MUNICIPAL, "orange"),
    ("Manchester Township Division of Police", "NJ", Kind.MUNICIPAL, "manchester township"),
    ("Manchester Twp. P.D.", "NJ", Kind.MUNICIPAL, "manchester township"),
    ("Town of Madison Police Department", "WI", Kind.MUNICIPAL, "madison town"),
    ("Franklin Township Police (Somerset Co.)", "NJ", Kind.MUNICIPAL, "franklin township"),
    ("Kansas City Police Department", "MO", Kind.MUNICIPAL, "kansas city"),
    ("Town and Country Police Department", "MO", Kind.MUNICIPAL, "town and country"),
    ("Paris Police Department", "TX", Kind.MUNICIPAL, "paris"),
    ("College Park Police Department", "GA", Kind.MUNICIPAL, "college park"),
    ("State College Police Department", "PA", Kind.MUNICIPAL, "state college"),
    ("Indian River County Sheriff's Office", "FL", Kind.SHERIFF, "indian river"),
    ("North Port Police Department", "FL", Kind.MUNICIPAL, "north port"),
    ("Overland Park Police Department", "KS", Kind.MUNICIPAL, "overland park"),
    ("Aurora MO Police Department", "MO", Kind.MUNICIPAL, "aurora"),
    ("Georgetown, KY Police Department", "KY", Kind.MUNICIPAL, "georgetown"),
    ("Gallatin Police Department (officer did the shooting)", "TN", Kind.MUNICIPAL, "gallatin"),
    ("De Leon Deleon Police Department", "TX", Kind.MUNICIPAL, "de leon"),
    ("Walla Walla Police Department", "WA", Kind.MUNICIPAL, "walla walla"),
    ("Baltimore County Police Department", "MD", Kind.COUNTY_POLICE, "baltimore"),
    ("University of Texas at Arlington Police", "TX", Kind.CAMPUS, "university of texas arlington"),
    ("University of Kansas Police Department", "KS", Kind.CAMPUS, "university of kansas"),
    ("Cedar Hill ISD Police Department", "TX", Kind.SCHOOL, "cedar hill independent school district"),
    ("Navajo Nation Police", "AZ", Kind.TRIBAL, "navajo"),
    ("Harris County Constable Precinct 4", "TX", Kind.CONSTABLE, "harris precinct 4"),
    ("Morris County Prosecutor's Office", "NJ", Kind.PROSECUTOR, "morris"),
]


@pytest.mark.parametrize(("text", "state", "kind", "place"), HARD)
def test_hard_names_keep_their_kind_and_place(text: str, state: str, kind: Kind, place: str) -> None:
    """Each name that has broken somebody's rules is read as a person would."""
    name = parse_name(text, state)
    assert (name.kind, name.place) == (kind, place)


@pytest.mark.parametrize(
    ("text", "state", "body"),
    [
        ("U.S. Border Patrol", "TX", "us:border-patrol"),
        ("United States Marshals", "GA", "us:marshals"),
        ("US Marshals Service", "GA", "us:marshals"),
        ("Bureau of Alcohol, Tobacco, Firearms and Explosives", "OH", "us:atf"),
        ("FBI", "NY", "us:fbi"),
        ("California Highway Patrol", "CA", "state:CA"),
        ("Highway Patrol: Alameda County", "CA", "state:CA"),
        ("Indian State Police", "IN", "state:IN"),
        ("State Police, Bureau of Criminal Investigation: Bedford County", "PA", "state:PA"),
        ("Texas Rangers", "TX", "state:TX"),
        ("Department of Public Safety", "TX", "state:TX"),
        ("Kansas Highway Patrol", "MO", "state:KS"),
    ],
)
def test_one_body_has_one_id(text: str, state: str, body: str) -> None:
    """Federal bodies are decided before any rule of State or Patrol; each state's police is one body."""
    assert parse_name(text, state).body == body


@pytest.mark.parametrize(
    "text", ["Fort Bragg Police Department", "National Park Police Department", "Cherokee Nation Marshal Service"]
)
def test_namesakes_of_federal_bodies_are_not_federal(text: str) -> None:
    """A town called Fort Bragg or National Park, and a nation's own marshals, are no federal bodies."""
    assert not parse_name(text, "CA").body


@pytest.mark.parametrize("text", ["Unknown", "Not reported", "", "N/A"])
def test_nobody_named_is_said(text: str) -> None:
    """A cell that names nobody gives the reason, and no place to link."""
    assert parse_name(text, "CA").reason == "unnamed"


def test_a_name_that_says_another_state_says_so() -> None:
    """Reno, TX is not Nevada's."""
    assert parse_name("Reno, TX Police Department", "NV").stated == "TX"


def test_the_county_in_a_name_is_no_part_of_its_place() -> None:
    """Two Mansfields of one state are told apart by their county."""
    name = parse_name("Mansfield Township, Warren County Police Department", "NJ")
    assert (name.place, name.county) == ("mansfield township", "warren")
