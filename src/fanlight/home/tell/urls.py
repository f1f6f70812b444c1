"""Addresses of telling."""

from __future__ import annotations

from django.urls import path

from fanlight.home.tell import app, views

urlpatterns = [
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("first-steps/", views.first, name="first_steps"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/key/", views.key, name="push_key"),
    path("notifications/choices/", views.choose, name="choose_notifications"),
    path("notifications/snooze/", views.snooze, name="snooze"),
    path("notifications/snooze/event/<int:event>/", views.snooze_event, name="snooze_event"),
    path("notifications/snooze/<int:number>/end/", views.end_snooze, name="end_snooze"),
    path("notifications/devices/", views.add_device, name="add_device"),
    path("notifications/devices/<int:number>/test/", views.test_device, name="test_device"),
    path("notifications/devices/<int:number>/picture/", views.device_picture, name="device_picture"),
    path("notifications/devices/<int:number>/remove/", views.remove_device, name="remove_device"),
    path("notifications/channel/", views.set_channel, name="set_channel"),
    path("notifications/channel/test/", views.test_channel, name="test_channel"),
    path("notifications/channel/remove/", views.remove_channel, name="remove_channel"),
    path("notifications/tests/<int:number>/", views.test, name="notification_test"),
    path("notifications/<int:number>/picture/", views.picture, name="notification_picture"),
]
