"""Template tags of the frame: icons, navigation, fields, times in the home's zone."""

from __future__ import annotations

from datetime import datetime

import lucide
from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.template.context import RequestContext
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from fanlight.ground.clock import SystemClock, from_micros
from fanlight.project.shell.rooms import Room, rooms

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A Lucide icon beside its word, so hidden from readers of the page's text."""
    classes = f"lucide {extra}".strip()
    drawn = lucide._render_icon(
        str(name), None, **{"class": classes, "aria-hidden": "true", "stroke-width": "1.75", "focusable": "false"}
    )
    return SafeString(drawn)


@register.simple_tag(takes_context=True)
def house_rooms(context: RequestContext, group: str) -> list[Room]:
    """The rooms of one group ("daily" or "house") that this home has, the one we are in marked."""
    request = context.get("request")
    path = request.path if request is not None else ""
    return rooms(group, path=path, here=str(context.get("room", "")))


@register.simple_tag(takes_context=True)
def house_is_here(context: RequestContext) -> bool:
    """Whether we are in a room of the house, or on the page that lists them."""
    request = context.get("request")
    here = str(context.get("room", ""))
    path = request.path if request is not None else ""
    return here == "house" or path.startswith("/house/") or any(r.here for r in rooms("house", path=path, here=here))


@register.inclusion_tag("home_asks/parts/slips.html")
def slips() -> dict[str, object]:
    """What Today says of requests: nothing in a home that follows no commons."""
    from fanlight.home.asks import access as asks_access  # these tags are loaded in a commons too
    from fanlight.home.asks.page import inbox

    row = asks_access.following()
    return {"slips": inbox.slips(row, asks_access.clock(row).now()) if row else []}


@register.inclusion_tag("home_asks/parts/camera_rows.html")
def for_requests(camera: object) -> dict[str, object]:
    """What a camera's page says for requests: nothing in a home that follows no commons."""
    from fanlight.home.archive.models.cameras import Camera  # as above
    from fanlight.home.asks import access as asks_access
    from fanlight.home.asks.page import cameras

    return cameras.rows(camera) if isinstance(camera, Camera) and asks_access.shows_asks() else {}


@register.inclusion_tag("shell/parts/field.html")
def field(bound: BoundField, kind: str = "") -> dict[str, object]:
    """A form's field with label, hint and error; `kind`: "tick" for a box, "seg" for radios side by side, "radios"."""
    described = [f"{bound.id_for_label}-help"] if bound.help_text else []
    if bound.errors:
        described.append(f"{bound.id_for_label}-error")
    if kind not in ("seg", "radios") and described:
        bound.field.widget.attrs["aria-describedby"] = " ".join(described)
    return {"field": bound, "kind": kind}


@register.inclusion_tag("shell/parts/error_summary.html")
def error_summary(form: object) -> dict[str, object]:
    """ "There is a problem", each line a link to its field (GOV.UK pattern)."""
    return {"form": form}


def _local(value: datetime | int) -> datetime:
    return timezone.localtime(from_micros(value) if isinstance(value, int) else value)


@register.filter
def clock(value: datetime | int | None) -> str:
    """14:21 in the home's zone; takes an aware time or microseconds since 1970."""
    return _local(value).strftime("%H:%M") if value else ""


@register.filter
def when(value: datetime | int | None) -> str:
    """Time, with the day where it is not today: "14:21", "yesterday 14:21", "3 Nov 14:21"."""
    return day_and_time(_local(value), timezone.localtime(SystemClock().now())) if value else ""


def day_and_time(at: datetime, now: datetime) -> str:
    """Both in the home's zone."""
    days = (now.date() - at.date()).days
    time = at.strftime("%H:%M")
    if days == 0:
        return time
    if days == 1:
        return f"yesterday {time}"
    year = f" {at.year}" if at.year != now.year else ""
    return f"{at.day} {at.strftime('%b')}{year} {time}"


@register.simple_tag
def moment(value: datetime | int | None) -> SafeString:
    """A <time> element: words of `when`, machine time in the attribute."""
    if not value:
        return mark_safe("")
    at = _local(value)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), when(value))


@register.filter
def size(value: int | None) -> str:
    """Bytes in the unit that a shop prints on a disk (powers of 1000)."""
    amount = float(value or 0)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit in ("B", "kB") or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


@register.filter
def seconds(value: float | int | None) -> str:
    """A span in words: "52 s", "3 min", "2 h 10 min"."""
    total = round(value or 0)
    if total < 60:
        return f"{total} s"
    minutes, rest = divmod(total, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest and minutes < 5 else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


@register.simple_tag
def undo_address(message: Message) -> str:
    """Where the deed of a toast is undone by a POST; empty where it cannot be. See home/household/toast.py."""
    marked = message.extra_tags or ""
    return marked.removeprefix("undo:") if marked.startswith("undo:") else ""
