"""A small made-up set of source files: plainly fictional places of two real states, in the publishers' formats."""

# ruff: noqa: E501 - a row of a table stands on one line

from __future__ import annotations

import csv
import gzip
from pathlib import Path

Rows = list[list[str]]

FBI = [
    ["ori", "agency_name", "agency_type_name", "state_abbr", "state_name", "county_name", "latitude", "longitude", "nibrs"],
    ["OR0010100", "Fabledale Police Department", "City", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["OR0010200", "North Fabledale Police Department", "City", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["OR0010300", "Quillmere City Police Department", "City", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["OR0010000", "Wander County Sheriff's Office", "County", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["OR0020000", "Mistral County Sheriff's Office", "County", "OR", "Oregon", "MISTRAL", "45.0", "-118.0", "0"],
    ["OR0020100", "Mistral County Police Department", "County", "OR", "Oregon", "MISTRAL", "45.0", "-118.0", "0"],
    ["OR0020200", "Otterby Township Police Department, Mistral County", "City", "OR", "Oregon", "MISTRAL", "45.0", "-118.0", "0"],
    ["OR0010400", "Otterby Township Police Department, Wander County", "City", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["OR0010500", "Grimbleford Town Police Department", "City", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["OR0010600", "Saint Pernel Police Department", "City", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["OR001SP00", "State Police: Wander County", "State Police", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["OR002SP00", "State Police: Mistral County", "State Police", "OR", "Oregon", "MISTRAL", "45.0", "-118.0", "0"],
    ["OR0010700", "University of Fabledale: Quillmere", "University or College", "OR", "Oregon", "WANDER", "44.0", "-121.0", "0"],
    ["ME0010100", "Fabledale Police Department", "City", "ME", "Maine", "WANDER", "45.0", "-69.0", "0"],
]  # fmt: skip
MPV = [
    ["Victim's name", "Date of Incident (month/day/year)", "City", "State", "County", "Agency responsible for death",
     "ORI Agency Identifier (if available)", "Cause of death", "Link to news article or photo of official document", "Off-Duty Killing?", "ID"],
    ["A. Fictional", "2016-03-01", "Fabledale", "OR", "Wander", "Fabledale Police Department", "OR0010100", "Gunshot", "https://example.org/1", "", "1"],
    ["B. Fictional", "2019-08-02", "Fabledale", "OR", "Wander", "Fabledale Police Department, Oregon State Police", "", "Gunshot", "", "", "2"],
    ["C. Fictional", "2020-02-03", "Quillmere", "OR", "Wander", "Wander County Sheriff's Office", "OR0010000", "Taser", "", "Off-Duty", "3"],
    ["D. Fictional", "2020-07-04", "Otterby", "OR", "Mistral", "Otterby Township Police", "", "Gunshot", "", "", "4"],
    ["E. Fictional", "2017-01-05", "Fabledale", "OR", "Wander", "Unknown", "", "Gunshot", "", "", "5"],
    ["F. Fictional", "2018-01-05", "Fabledale", "OR", "Wander", "North Fabledale Police Department", "OR0010100", "Gunshot", "", "", "6"],
]  # fmt: skip
RING = [
    ["aos_number", "agency", "agency_type", "jurisdiction_type", "city", "county", "state", "activated", "activated_text", "active_by_2020_06_30", "summary"],
    ["AOS1", "Fabledale Police Department", "Police", "Municipal", "Fabledale", "Wander County", "OR", "2019-08-01", "2019", "1", "Signed in 2019."],
    ["AOS2", "Fabledale Police Department", "Police", "Municipal", "Fabledale", "Wander County", "OR", "2020-06", "2020", "1", "Signed again."],
    ["AOS3", "Wander County Sheriff's Office", "Sheriff", "County", "Quillmere", "Wander County", "OR", "2020-02", "2020", "1", "Signed in 2020."],
    ["AOS4", "Nowhere Police Department", "Police", "Municipal", "Nowhere", "Mistral County", "OR", "2020-05-05", "2020", "1", "Signed."],
    ["AOS5", "Quillmere Police Department", "Police", "Municipal", "Quillmere", "Wander County", "OR", "2020-09", "2020", "0", "Signed late."],
]  # fmt: skip
FE = [
    ["subject_name", "subject_age", "encounter_date", "encounter_city", "encounter_state", "encounter_county", "agencies_involved", "cause_of_death", "death_disposition", "encounter_year"],
    ["A. Fictional", "30", "3/1/16", "Fabledale", "OR", "Wander", "Fabledale Police Department", "Gunshot", "Justified", "2016"],
    ["G. Fictional", "31", "6/17/18", "Quillmere", "OR", "Wander", "Wander County Sheriff's Office", "Vehicle", "Accident", "2018"],
    ["H. Fictional", "32", "4/1/18", "Quillmere", "OR", "Wander", "Quillmere City Police Department", "Gunshot", "Suicide", "2018"],
]  # fmt: skip
FORCE = [
    ["unique_id", "race", "date", "city", "state", "zip", "county", "agencies", "highest_force", "armed", "intended_use_of_force"],
    ["901", "", "2018-06-17", "Quillmere", "OR", "", "Wander", "Wander County Sheriff's Office", "Gunshot", "", "Deadly force"],
    ["902", "", "2019-08-02", "Fabledale", "OR", "", "Wander", "Fabledale Police Department", "Gunshot", "", "Deadly force"],
]  # fmt: skip
GAZETTEER = [
    ["USPS", "GEOID", "NAME", "POP10", "ALAND_SQMI", "INTPTLAT", "INTPTLONG"],
    ["OR", "4100001", "Fabledale city", "12000", "5.0", "44.0", "-121.0"],
    ["OR", "4100002", "North Fabledale city", "900", "1.0", "44.1", "-121.0"],
    ["OR", "4100003", "Otterby town", "700", "1.0", "45.0", "-118.0"],
]
CROSSWALK = [
    ["ori", "ori9", "fips_county_code", "fips_place_code", "agency_type", "crosswalk_agency_name", "census_name", "longitude", "latitude", "address_city", "address_state"],
    ["OR00101", "OR0010100", "001", "1", "local police department", "fabledale police dept", "", "-121", "44", "fabledale", "or"],
    ["OR00199", "OR0019900", "001", "2", "local police department", "gone hollow pd", "", "-121", "44", "gone hollow", "or"],
    ["OR00198", "OR0019800", "001", "1", "local police department", "fabledale pd", "", "-121", "44", "fabledale", "or"],
    ["OR00197", "", "001", "1", "local police department", "codeless pd", "", "-121", "44", "codeless", "or"],
]  # fmt: skip
FILES = {
    "fbi_2018-09.csv": FBI,
    "mpv_2020-08-19.csv.gz": MPV,
    "ring_2020-10-07.csv": RING,
    "fe_2018-06-17.csv": FE,
    "fe_force_2020-12-31.csv": FORCE,
    "places.csv": GAZETTEER,
}


def text_of(rows: Rows) -> str:
    """A file's rows as the CSV that a publisher would give."""
    import io

    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(rows)
    return lines.getvalue()


def write(folder: Path, name: str, rows: Rows) -> Path:
    """One file of the set, gzipped (without a date, so that equal rows are equal bytes) where its name says so."""
    path, data = folder / name, text_of(rows).encode()
    path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    return path


def data_folder(folder: Path, **other: Rows) -> Path:
    """The whole set; `other` replaces files by the first word of their name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in FILES.items():
        write(folder, name, other.get(name.split("_")[0].split(".")[0], rows))
    return folder
