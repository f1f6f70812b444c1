"""A QR code as SVG paths, for the sheet that is printed (ISO/IEC 18004, by the qrcode package)."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode

QUIET = 4  # modules of white round the code: the standard's quiet zone


@dataclass(frozen=True, slots=True)
class Qr:
    """Side in modules, and a path of its dark ones."""

    side: int
    path: str


def qr(text: str) -> Qr:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Qr(len(rows), path)
