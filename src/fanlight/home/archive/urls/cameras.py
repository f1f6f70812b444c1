"""Addresses about cameras: list, add, one camera, zones, storage."""

from __future__ import annotations

from django.urls import URLPattern, path

from fanlight.home.archive.views import adding, cameras, ordering, storage, zones

urlpatterns: list[URLPattern] = [
    path("cameras/", cameras.cameras, name="cameras"),
    path("cameras/order/", ordering.order, name="camera-order"),
    path("cameras/add/", adding.add, name="camera-add"),
    path("cameras/add/save/", adding.save, name="camera-save"),
    path("cameras/add/again/", adding.give_up, name="camera-give-up"),
    path("cameras/<int:camera>/", cameras.camera, name="camera"),
    path("cameras/<int:camera>/settings/", cameras.settings, name="camera-settings"),
    path("cameras/<int:camera>/address/", adding.address, name="camera-address"),
    path("cameras/<int:camera>/remove/", cameras.remove, name="camera-remove"),
    path("cameras/<int:camera>/restore/", cameras.restore, name="camera-restore"),
    path("cameras/<int:camera>/zones/", zones.zones, name="zones"),
    path("cameras/<int:camera>/zones/save", zones.save, name="zones-save"),
    path("cameras/<int:camera>/zones/preview", zones.preview, name="zones-preview"),
    path("cameras/<int:camera>/zones/path", zones.path, name="zones-path"),
    path("storage/", storage.page, name="storage"),
    path("storage/limits/", storage.limits, name="retention"),
    path("storage/limits/undo/", storage.undo, name="retention-undo"),
    path("storage/check/", storage.check, name="storage-check"),
    path("storage/check/state", storage.check_state, name="storage-check-state"),
]
