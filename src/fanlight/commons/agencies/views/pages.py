"""What the views of the commons' rooms share: what a form was sent, and the answer to it."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty POST is one too."""
    return request.POST if request.method == "POST" else None


def answered(
    request: HttpRequest, template: str, context: dict[str, Any], form: BaseForm | None = None
) -> HttpResponse:
    """A page; with status 400 where its form has errors."""
    status = 400 if form is not None and form.errors else 200
    return render(request, template, {**context, **({"form": form} if form is not None else {})}, status=status)
