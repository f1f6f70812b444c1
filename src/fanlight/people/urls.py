"""Addresses of accounts. Of django-allauth's views only those that a home without mail and sign-up needs."""

from __future__ import annotations

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import path

from fanlight.people import views

urlpatterns = [
    path("start", views.start, name="start"),
    path("you/", views.account, name="account"),
    path("sign-in/", account_views.login, name="account_login"),
    path("sign-in/code/", mfa_views.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkey_views.login_webauthn, name="mfa_login_webauthn"),
    path("sign-out/", account_views.logout, name="account_logout"),
    path("you/inactive/", account_views.account_inactive, name="account_inactive"),
    path("you/confirm/", account_views.reauthenticate, name="account_reauthenticate"),
    path("you/confirm/code/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("you/confirm/passkey/", passkey_views.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("you/password/", account_views.password_change, name="account_change_password"),
    path("you/password/new/", account_views.password_set, name="account_set_password"),
    path("you/keys/", mfa_views.index, name="mfa_index"),
    path("you/keys/passkeys/", passkey_views.list_webauthn, name="mfa_list_webauthn"),
    path("you/keys/passkeys/add/", passkey_views.add_webauthn, name="mfa_add_webauthn"),
    path("you/keys/passkeys/<int:pk>/remove/", passkey_views.remove_webauthn, name="mfa_remove_webauthn"),
    path("you/keys/passkeys/<int:pk>/edit/", passkey_views.edit_webauthn, name="mfa_edit_webauthn"),
    path("you/keys/app/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("you/keys/app/remove/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("you/keys/recovery/", recovery_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("you/keys/recovery/new/", recovery_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("you/keys/recovery/download/", recovery_views.download_recovery_codes, name="mfa_download_recovery_codes"),
]
