"""What the views of this room share: the answer to a form, and the demo's mark on a page."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def answered(
    request: HttpRequest, template: str, context: dict[str, Any], form: BaseForm | None = None
) -> HttpResponse:
    """A page; with status 400 where its form has errors."""
    status = 400 if form is not None and form.errors else 200
    return render(request, template, {**context, **({"form": form} if form is not None else {})}, status=status)
