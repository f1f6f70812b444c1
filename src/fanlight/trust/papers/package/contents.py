"""What each file of a package must say, alone and beside the others; all raise PackageBroken with the file's name."""

from __future__ import annotations

from collections.abc import Mapping

from fanlight.trust.papers.entry import Body, parse_body
from fanlight.trust.papers.forms import PaperError
from fanlight.trust.papers.package.bag import DECLARATION, bag_info
from fanlight.trust.papers.package.film import refuse_other_film
from fanlight.trust.papers.package.layout import CLIP, PackageBroken
from fanlight.trust.papers.package.parts import Commitments, Disclosure, OriginalRoot, RequestBody, read_part
from fanlight.trust.papers.package.terms import terms
from fanlight.trust.papers.request import Request
from fanlight.trust.papers.wire import parsed

Files = Mapping[str, memoryview]


def declaration(files: Files) -> None:
    if files["bagit.txt"] != DECLARATION:
        raise PackageBroken("bagit.txt", "is not the declaration of BagIt 1.0 in its one form.")


def bag_info_fits(files: Files) -> None:
    if files["bag-info.txt"] != bag_info(disclosure(files).id, files):
        raise PackageBroken("bag-info.txt", "does not give id, size and number of the payload in its one form.")


def film(files: Files) -> None:
    refuse_other_film(files[CLIP])


def disclosure(files: Files) -> Disclosure:
    return read_part(Disclosure, "data/disclosure.json", files)


def original(files: Files) -> OriginalRoot:
    return read_part(OriginalRoot, "data/original.json", files)


def commitments(files: Files) -> Commitments:
    return read_part(Commitments, "proofs/commitments.json", files)


def request_body(files: Files) -> Body:
    """The request with its signatures, none of which is checked here."""
    held = read_part(RequestBody, "data/request.json", files)
    try:
        return parse_body("request:noticed", held.log_bytes())
    except PaperError as error:
        raise PackageBroken("data/request.json", str(error)) from None


def request(files: Files) -> Request:
    paper = request_body(files).paper
    assert isinstance(paper, Request)
    return paper


def report(files: Files) -> int:
    """How many frames the report of the redaction lists."""
    part = "data/redaction_report.json"
    try:
        value = parsed(bytes(files[part]), limit=len(files[part]))
    except PaperError as error:
        raise PackageBroken(part, str(error)) from None
    frames = value.get("frames") if isinstance(value, dict) else None
    if not isinstance(frames, list) or not frames:
        raise PackageBroken(part, "has no frames.")
    return len(frames)


def disclosure_fits(files: Files) -> None:
    said, asked = disclosure(files), request(files)
    for name, here, there in (
        ("agency", said.agency, asked.agency),
        ("request", said.request, asked.id),
        ("retention_days", said.retention_days, asked.retention_days),
    ):
        if here != there:
            raise PackageBroken("data/disclosure.json", f"{name} is not what the request says.")


def terms_fit(files: Files) -> None:
    if files["data/terms.txt"] != terms(request(files)):
        raise PackageBroken("data/terms.txt", "is not the text that the request's promises make.")
