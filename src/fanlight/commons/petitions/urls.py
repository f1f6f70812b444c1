"""Addresses of petitions. What a signer opens works without JavaScript and without a cookie."""

from __future__ import annotations

from django.urls import path

from fanlight.commons.petitions import postbox, public, telling, views

urlpatterns = [
    path("petitions/", public.petitions, name="petitions"),
    path("mails/", postbox.postbox, name="postbox"),
    path("petitions/new/", views.write, name="write_petition"),
    path("petitions/mine/", views.mine, name="my_petitions"),
    path("petitions/updates-keys/", telling.keys, name="update_keys"),
    path("petitions/<str:number>/", public.petition, name="petition"),
    path("petitions/<str:number>/sign/", public.sign, name="sign_petition"),
    path("petitions/<str:number>/sent/", public.sent, name="signature_sent"),
    path("petitions/<str:number>/confirm/<str:token>", public.confirm, name="confirm_signature"),
    path("petitions/<str:number>/stop/<str:token>", public.stop, name="stop_updates"),
    path("petitions/<str:number>/updates/", telling.updates, name="petition_updates"),
    path("petitions/<str:number>/updates/<int:update>/file", telling.update_file, name="update_file"),
    path("petitions/<str:number>/receipts/<str:signature>/", public.receipt, name="signature_receipt"),
    path("petitions/<str:number>/receipts/<str:signature>/file", public.receipt_file, name="receipt_file"),
    path("petitions/<str:number>/paper/", public.paper, name="petition_paper"),
    path("petitions/<str:number>/embed/", public.embed, name="petition_embed"),
    path("petitions/<str:number>/delivery/", public.delivery, name="petition_delivery"),
    path("petitions/<str:number>/log/<path:file>", public.tree_file, name="petition_tree"),
    path("petitions/<str:number>/change/", views.change, name="change_petition"),
    path("petitions/<str:number>/<str:step>/step/", views.take, name="petition_step"),
]
