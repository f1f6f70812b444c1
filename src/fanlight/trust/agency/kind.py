"""The kinds of law-enforcement bodies; part of an agency's identity (docs/vocabulary.md, agency kind)."""

from __future__ import annotations

from enum import StrEnum


class AgencyKind(StrEnum):
    """What kind of body an agency is; two bodies of one place and different kinds are never the same."""

    MUNICIPAL = "municipal"
    SHERIFF = "sheriff"
    COUNTY_POLICE = "county police"
    STATE = "state"
    CAMPUS = "campus"
    SCHOOL = "school"
    TRANSIT = "transit"
    TRIBAL = "tribal"
    CONSTABLE = "constable"
    CORRECTIONS = "corrections"
    PROSECUTOR = "prosecutor"
    FEDERAL = "federal"
    FIRE = "fire"
    OTHER = "other"
