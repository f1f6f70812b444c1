"""Addresses about requests. They answer 404 in a home that follows no commons, but for joining one."""

from __future__ import annotations

from django.urls import path

from fanlight.home.asks.views import cameras, commons, decision, inbox, left, redaction

urlpatterns = [
    path("requests/", inbox.requests, name="requests"),
    path("requests/<int:number>/", decision.request, name="request"),
    path("requests/<int:number>/whole/", decision.whole, name="request-whole"),
    path("requests/<int:number>/decline/", decision.decline, name="request-decline"),
    path("requests/<int:number>/undecline/", decision.undecline, name="request-undecline"),
    path("requests/<int:number>/choose/", decision.choose, name="request-choose"),
    path("requests/fits/<int:number>/", decision.clip, name="fit"),
    path("requests/fits/<int:number>/film/", decision.film, name="fit-film"),
    path("requests/place/", inbox.place, name="requests-place"),
    path("left/", left.left, name="left"),
    path("left/<int:number>/", left.disclosure, name="disclosure"),
    path("left/<int:number>/cancel/", left.cancel, name="disclosure-cancel"),
    path("left/<int:number>/cover/", redaction.redaction, name="redaction"),
    path("left/<int:number>/cover/state/", redaction.state, name="redaction-state"),
    path("left/<int:number>/cover/tracks/", redaction.tracks, name="redaction-tracks"),
    path("left/<int:number>/film/", redaction.film, name="redaction-film"),
    path("left/<int:number>/original/", redaction.original, name="redaction-original"),
    path("left/<int:number>/cover/anew/", redaction.anew, name="redaction-anew"),
    path("left/<int:number>/watched/", redaction.watched, name="redaction-watched"),
    path("left/<int:number>/show/", redaction.show, name="redaction-show"),
    path("left/<int:number>/stop/", redaction.stop, name="redaction-stop"),
    path("left/<int:number>/confirm/", redaction.confirm, name="redaction-confirm"),
    path("cameras/<int:camera>/place/", cameras.place, name="camera-place"),
    path("cameras/<int:camera>/printed/", cameras.printed, name="camera-printed"),
    path("house/commons/", commons.commons, name="commons"),
    path("house/commons/look/", commons.look, name="commons-look"),
    path("house/commons/join/", commons.join, name="commons-join"),
    path("house/commons/leave/", commons.leave, name="commons-leave"),
    path("house/commons/switch/", commons.switch, name="commons-switch"),
    path("house/commons/digest/", commons.digest, name="commons-digest"),
    path("house/private-log/", left.private_log, name="private-log"),
    path("house/archive-key/", left.archive_key, name="archive-key"),
]
