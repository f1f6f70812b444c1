"""Signing keys of people, and the one-time links by which they come."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanlight.trust.papers.keys import Key


class SigningKey(models.Model):
    """A key by which a person signs papers here; no key for signing in. Its private half is never here."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="signing_keys")
    key_id = models.CharField(max_length=64, unique=True)
    alg = models.CharField(max_length=20)
    public = models.CharField(max_length=130)
    credential = models.CharField(max_length=1400, blank=True)
    software = models.BooleanField(default=False)
    made_us = models.BigIntegerField()

    class Meta:
        ordering = ["id"]

    @property
    def key(self) -> Key:
        alg = self.alg
        assert alg in ("ed25519", "webauthn-es256")
        return Key(alg, self.public, self.credential or None, self.software)  # type: ignore[arg-type]


class Invitation(models.Model):
    """A link for one person, once; only its hash is kept."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20)  # requester, supervisor, steward, neighbour, founder
    agency = models.CharField(max_length=40, blank=True)  # of an officer who joins one that takes part already
    application = models.ForeignKey(
        "commons_agencies.Application", null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    key_id = models.CharField(max_length=64, blank=True)  # of a key that the log names already
    until_us = models.BigIntegerField()
    spent_us = models.BigIntegerField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["id"]
