"""Signatures, told apart without an address, and the mails that confirm them."""

from __future__ import annotations

from django.db import models

from fanlight.commons.petitions.models.petition import Petition


class Signature(models.Model):
    """One mailbox's signature. `mac` is HMAC-SHA256 of the address under the petition's key, which dies at closing."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="signatures")
    number = models.CharField(max_length=32, unique=True)  # hex16, random; what the tree holds
    mac = models.BinaryField(max_length=32)
    name = models.CharField(max_length=120, blank=True)  # kept only where the signer wants it shown
    token = models.BinaryField(max_length=32)  # SHA-256 of what the mail carries
    made_us = models.BigIntegerField()
    expires_us = models.BigIntegerField()
    confirmed_us = models.BigIntegerField(null=True)
    place = models.PositiveBigIntegerField(null=True)  # in the petition's tree
    updates = models.BinaryField(null=True)  # the address, sealed to the stewards; erased at closing
    stop = models.BinaryField(max_length=32, null=True)  # SHA-256 of what an update's link carries, which ends them

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["petition", "mac"], name="one_signature_per_mailbox"),
            models.UniqueConstraint(fields=["petition", "place"], name="one_signature_per_place"),
            models.CheckConstraint(
                condition=models.Q(place__isnull=True) | models.Q(confirmed_us__isnull=False),
                name="counted_only_when_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["token"]),
            models.Index(fields=["stop"], condition=models.Q(stop__isnull=False), name="petition_stop"),
            models.Index(
                fields=["petition"],
                condition=models.Q(place__isnull=True, confirmed_us__isnull=False),
                name="petition_waiting",  # looked for every second: of a hundred thousand only those not counted yet
            ),
        ]


class Mail(models.Model):
    """A mail on its way. The address lies here sealed, and is erased when the mail is answered, given up or expired."""

    signature = models.OneToOneField(Signature, on_delete=models.CASCADE, related_name="mail")
    sealed = models.BinaryField()  # address and token
    due_us = models.BigIntegerField()
    leased_until_us = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent = models.PositiveSmallIntegerField(default=0)  # 1: the mail, 2: and its one reminder
    words = models.CharField(max_length=200, blank=True)  # why the last attempt failed

    class Meta:
        indexes = [models.Index(fields=["due_us"])]
