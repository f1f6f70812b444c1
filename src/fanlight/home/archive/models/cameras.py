"""Cameras and the zones drawn on their pictures."""

from __future__ import annotations

from django.db import models


class Camera(models.Model):
    """A device at an address with one or two streams; its password lies here only encrypted."""

    name = models.CharField(max_length=60)
    place = models.CharField(max_length=60, blank=True, help_text="As it follows a verb: “on the path”.")
    url = models.CharField(max_length=500, help_text="Main stream, without credentials.")
    sub_url = models.CharField(max_length=500, blank=True)
    credentials = models.BinaryField(default=b"", help_text="User name and password, sealed with the key in keys/.")
    transport = models.CharField(
        max_length=4, default="auto", choices=[("auto", "auto"), ("tcp", "TCP"), ("udp", "UDP")]
    )
    sound = models.BooleanField(default=False)
    recording = models.CharField(
        max_length=6,
        default="events",
        choices=[("events", "when something moves"), ("always", "always"), ("never", "never")],
    )
    prompt = models.BooleanField(default=False)
    sensitivity = models.PositiveSmallIntegerField(default=50)
    doorbell = models.BooleanField(default=False)
    press_token = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the webhook's token, hex.")
    position = models.PositiveSmallIntegerField(default=0)
    demo = models.BooleanField(default=False)
    removed_us = models.BigIntegerField(
        null=True, blank=True, help_text="Removed cameras keep their footage until it is deleted."
    )

    # What the recorder last said; true only while it runs.
    state = models.CharField(max_length=12, default="connecting")
    state_words = models.CharField(max_length=300, blank=True)
    state_since_us = models.BigIntegerField(default=0)
    main_format = models.JSONField(null=True, blank=True)
    sub_format = models.JSONField(null=True, blank=True)
    format_words = models.CharField(max_length=300, blank=True)
    clock_off_ms = models.BigIntegerField(
        null=True, blank=True, help_text="How far its own clock is ahead of this computer's; null: it tells none."
    )
    clock_seen_us = models.BigIntegerField(default=0, help_text="When the two were compared.")

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(sensitivity__lte=100), name="camera_sensitivity_0_100"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(removed_us=None), name="camera_name_once_in_the_house"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A polygon with a purpose; corners as [[x, y], …] in 1/10000 of width and height."""

    camera = models.ForeignKey(Camera, on_delete=models.CASCADE, related_name="zones")
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=7, choices=[("watch", "watch"), ("ignore", "ignore"), ("private", "private")])
    points = models.JSONField()
    sensitivity = models.PositiveSmallIntegerField(default=50)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=["camera", "name"], name="zone_name_once_per_camera"),
            models.CheckConstraint(condition=models.Q(sensitivity__lte=100), name="zone_sensitivity_0_100"),
        )

    def __str__(self) -> str:
        return self.name
