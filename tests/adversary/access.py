"""The access table: every address of a home, by name. A new address fails the tests until it stands here.

PUBLIC answers without sign-in, each for a reason that was reviewed. All others lead to the sign-in page (pages) or are refused
(media, scripts' requests). An address with an object in it answers 404 where the object does not exist or is not theirs.
"""

from __future__ import annotations

PUBLIC = {
    "healthz": "whether the home answers, nothing of it",
    "start": "the first owner's page; one dull page without the code",
    "account_login": "signing in",
    "mfa_authenticate": "the second step of signing in; leads back without the first",
    "mfa_login_webauthn": "signing in with a passkey",
    "account_logout": "signing out; who is signed out already is led on",
    "account_inactive": "words for a closed account",
}

SIGNED_IN = {
    # oneself
    "account",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    # the home
    "house",
    "house_name",
    "theme",
    "cover",
    # watching
    "today",
    "timeline",
    "timeline-day",
    "timeline-marks",
    "timeline-playlist",
    "live",
    "live-stream",
    "event-stream",
    "kept",
    "hold-release",
    "clip",
    "clip-playlist",
    "clip-keep",
    "clip-release",
    "clip-note",
    "clip-seen",
    "clip-download",
    "clip-download-state",
    # bytes from cameras
    "footage",
    "footage-init",
    "picture",
    "picture-small",
    "last-picture",
    "camera-now",
    "preview",
}
