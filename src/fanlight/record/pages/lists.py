"""Lists: agencies by state, the registry with its growth and map, towns, and the rows that the headline counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fanlight.record.pages import words
from fanlight.record.pages.communities import community_values, signed_agencies
from fanlight.record.pages.growth import growth
from fanlight.record.pages.map import draw_map
from fanlight.record.pages.summary import AgencyRecord, HeadlineRow, Summary


def _key(agency: AgencyRecord) -> tuple[str, str]:
    return agency.name.lower(), agency.id


def states_values(summary: Summary) -> dict[str, Any]:
    """States with how many agencies are on record."""
    found: dict[str, list[AgencyRecord]] = {}
    for agency in summary.agencies.values():
        found.setdefault(agency.state, []).append(agency)
    states = [
        {
            "code": code,
            "name": words.state(code),
            "agencies": len(agencies),
            "on_record": sum(agency.on_record for agency in agencies),
            "partners": sum(agency.partner is not None for agency in agencies),
        }
        for code, agencies in found.items()
    ]
    return {"states": sorted(states, key=lambda one: str(one["name"]))}


def state_values(summary: Summary, state: str) -> dict[str, Any]:
    """All agencies of a state that are on record, A to Z."""
    agencies = sorted((one for one in summary.agencies.values() if one.state == state), key=_key)
    return {
        "state": state,
        "agencies": [_line(one, summary) for one in agencies if one.on_record],
        "others": sum(not one.on_record for one in agencies),
        "series": [one for one in summary.series if one.key in ("mpv", "fe")],
        "not_linked": [one for one in summary.not_linked if one.state == state],
    }


def _line(agency: AgencyRecord, summary: Summary) -> dict[str, Any]:
    cells = []
    for one in summary.series:
        if one.key in ("mpv", "fe"):
            deaths = len(agency.rows.get(one.key, ()))
            cells.append(words.grouped(deaths) if deaths else "none found")
    return {"agency": agency, "cells": cells}


def town_values(summary: Summary, state: str) -> dict[str, Any]:
    """A state's agencies by county: who polices a town there, on record or not."""
    counties: dict[str, list[AgencyRecord]] = {}
    whole: list[AgencyRecord] = []
    for agency in summary.agencies.values():
        if agency.state != state:
            continue
        if agency.kind == "state" or not agency.counties:
            whole.append(agency)
            continue
        for county in agency.counties:
            counties.setdefault(county.title(), []).append(agency)
    return {
        "state": state,
        "counties": [{"name": name, "agencies": sorted(found, key=_key)} for name, found in sorted(counties.items())],
        "whole": sorted(whole, key=_key),
        "series": [one for one in summary.series if one.key in ("mpv", "fe")],
    }


def registry_values(summary: Summary, shapes: Mapping[str, Any] | None) -> dict[str, Any]:
    """Partners, their growth by month and where they are."""
    partners = [one for one in summary.agencies.values() if one.partner]
    by_state: dict[str, list[AgencyRecord]] = {}
    for agency in partners:
        by_state.setdefault(agency.state, []).append(agency)
    return {
        "partners": len(partners),
        "listed": len(partners) + len(summary.not_linked),
        "states": [
            {"code": code, "name": words.state(code), "agencies": sorted(found, key=_key)}
            for code, found in sorted(by_state.items(), key=lambda item: words.state(item[0]))
        ],
        "not_linked": summary.not_linked,
        "growth": growth(summary.growth, summary.last),
        "map": draw_map(partners, shapes, signed_agencies(summary)),
        "communities": [community_values(one, summary) for one in summary.commons],
        "list_day": words.list_day(summary),
    }


def counted_rows(summary: Summary, key: str) -> dict[str, Any]:
    """The rows that the headline counts, each under one partner."""
    rows: dict[str, list[HeadlineRow]] = {}
    for row in summary.headline_rows[key]:
        rows.setdefault(row.agency, []).append(row)
    agencies = sorted((summary.agencies[id] for id in rows), key=lambda one: (words.state(one.state), _key(one)))
    return {
        "key": key,
        "name": words.SOURCES[key],
        "lines": [{"agency": one, "files": by_file(rows[one.id])} for one in agencies],
        "count": summary.headline[key],
        "files": summary.headline_files[key],
    }


def by_file(rows: Sequence[HeadlineRow]) -> list[tuple[str, list[HeadlineRow]]]:
    """A file's name once, before all its rows."""
    found: dict[str, list[HeadlineRow]] = {}
    for row in rows:
        found.setdefault(row.file, []).append(row)
    return list(found.items())
