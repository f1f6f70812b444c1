"""The states and territories: their codes, names, and the two codes that ORIs write differently."""

from __future__ import annotations

import re

NAMES = {
    "AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california", "CO": "colorado",
    "CT": "connecticut", "DE": "delaware", "DC": "district of columbia", "FL": "florida", "GA": "georgia",
    "HI": "hawaii", "ID": "idaho", "IL": "illinois", "IN": "indiana", "IA": "iowa", "KS": "kansas", "KY": "kentucky",
    "LA": "louisiana", "ME": "maine", "MD": "maryland", "MA": "massachusetts", "MI": "michigan", "MN": "minnesota",
    "MS": "mississippi", "MO": "missouri", "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new hampshire",
    "NJ": "new jersey", "NM": "new mexico", "NY": "new york", "NC": "north carolina", "ND": "north dakota",
    "OH": "ohio", "OK": "oklahoma", "OR": "oregon", "PA": "pennsylvania", "RI": "rhode island",
    "SC": "south carolina", "SD": "south dakota", "TN": "tennessee", "TX": "texas", "UT": "utah", "VT": "vermont",
    "VA": "virginia", "WA": "washington", "WV": "west virginia", "WI": "wisconsin", "WY": "wyoming",
    "PR": "puerto rico", "VI": "virgin islands", "GU": "guam", "AS": "american samoa",
    "MP": "northern mariana islands",
}  # fmt: skip
CODES = {name: code for code, name in NAMES.items()}
ORI_CODES = {"NB": "NE", "GM": "GU"}  # the FBI's own codes for Nebraska and Guam
ORI = re.compile(r"[A-Z]{2}[A-Z0-9]{5}(?:[A-Z0-9]{2})?")


def state_code(text: str) -> str:
    """Two letters for a state's code, ORI code or name; empty for what is none."""
    folded = " ".join(text.replace(".", "").split())
    upper = folded.upper()
    upper = ORI_CODES.get(upper, upper)
    return upper if upper in NAMES else CODES.get(folded.lower(), "")


def is_ori(text: str) -> bool:
    """Whether a text has an ORI's shape: nine characters, or the seven of UCR files."""
    return ORI.fullmatch(text) is not None and state_of(text) != ""


def state_of(ori: str) -> str:
    """The state that an ORI's first two characters name; empty where they name none."""
    code = ori[:2].upper()
    code = ORI_CODES.get(code, code)
    return code if code in NAMES else ""


def seven(ori: str) -> str:
    """The seven characters that UCR files carry of a nine-character ORI."""
    return ori[:7]
