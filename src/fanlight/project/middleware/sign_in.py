"""Sign-in is the default: pages lead to the sign-in page, media and scripts' requests get a plain 401."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's own, but a picture that is asked for without sign-in is refused instead of becoming a page."""

    def handle_no_permission(  # type: ignore[override]  # Django itself answers whatever this returns
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": str(self.get_login_url(view_func))})
        if _wants_page(request):
            return super().handle_no_permission(request, view_func)
        return HttpResponse("Sign in first.", status=401, content_type="text/plain")


def _wants_page(request: HttpRequest) -> bool:
    """Browsers say what they fetch for (Fetch Metadata); others by what they accept."""
    dest = request.headers.get("Sec-Fetch-Dest")
    return dest == "document" if dest else request.accepts("text/html")
