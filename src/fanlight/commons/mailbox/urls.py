"""Addresses of the mailbox, of posting and of receipts."""

from __future__ import annotations

from django.urls import path, register_converter

from fanlight.commons.agencies.converters import Hex16
from fanlight.commons.mailbox import views

register_converter(Hex16, "parcel_id")

urlpatterns = [
    path("log/disclosures", views.disclosures, name="post_disclosure"),
    path("mailbox/", views.parcels, name="parcels"),
    path("mailbox/<parcel_id:entry>", views.parcel, name="parcel"),
    path("receipts", views.receipts, name="receipts"),
]
