"""The demo's postbox as a page: everybody may read it, because everybody in it is made up."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanlight.commons.agencies import standing
from fanlight.commons.petitions import access

_LINK = re.compile(r"https?://[^/\s]+(/petitions/\S+)")


@login_not_required
@require_safe
def postbox(request: HttpRequest) -> HttpResponse:
    """404 on a commons that is no demo."""
    if not standing.is_demo():
        raise Http404
    mails = [(mail, _LINK.search(mail.text)) for mail in access.kept_mails()]
    shown = [{"mail": mail, "link": found.group(1) if found else ""} for mail, found in mails]
    return render(request, "commons_petitions/postbox.html", {"mails": shown})
