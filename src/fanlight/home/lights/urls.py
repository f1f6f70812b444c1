"""Addresses of bell and lights."""

from __future__ import annotations

from django.urls import path

from fanlight.home.lights import bell, views

urlpatterns = [
    path("lights/", views.lights, name="lights"),
    path("lights/add/", views.add, name="add_light"),
    path("lights/place/", views.house_place, name="house_place"),
    path("lights/<int:number>/", views.light, name="light"),
    path("lights/<int:number>/state/", views.light_state, name="light_state"),
    path("lights/<int:number>/on/", views.switch, {"position": "on"}, name="switch_light_on"),
    path("lights/<int:number>/off/", views.switch, {"position": "off"}, name="switch_light_off"),
    path("lights/<int:number>/remove/", views.remove, name="remove_light"),
    path("lights/<int:number>/rules/", views.add_rule, name="add_light_rule"),
    path("lights/rules/<int:number>/remove/", views.remove_rule, name="remove_light_rule"),
    path("cameras/<int:number>/lights/", views.camera_lights, name="camera_lights"),
    path("cameras/<int:number>/bell/", bell.bell, name="bell"),
    path("cameras/<int:number>/bell/renew/", bell.renew, name="renew_bell"),
    path("cameras/<int:number>/bell/press/", bell.press_here, name="press_bell"),
    path("bell/<int:number>/<str:token>", bell.ring, name="ring"),
]
