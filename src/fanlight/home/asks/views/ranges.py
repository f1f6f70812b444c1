"""A file in parts, as a video element asks for it: RFC 9110 section 14, one range of bytes."""

from __future__ import annotations

import re
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

PART = 1 << 22  # bytes at most in one answer: a player asks on

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def ranged(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    """The whole file, or the part that was asked for; 404 where it is not there."""
    if not path.is_file():
        raise Http404
    size = path.stat().st_size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        answer: HttpResponseBase = FileResponse(path.open("rb"), content_type=content_type)
        answer["Accept-Ranges"] = "bytes"
        return answer
    begin = int(asked[1])
    end = min(int(asked[2]) if asked[2] else size - 1, size - 1, begin + PART - 1)
    if begin >= size or end < begin:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with path.open("rb") as file:
        file.seek(begin)
        part = HttpResponse(file.read(end - begin + 1), status=206, content_type=content_type)
    part["Content-Range"] = f"bytes {begin}-{end}/{size}"
    part["Accept-Ranges"] = "bytes"
    return part
