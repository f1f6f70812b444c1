"""Officers who join an agency that takes part, the reason of a paper without a member for it, a founding's draft."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commons_agencies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("invitation", "agency", models.CharField(blank=True, max_length=40)),
        migrations.AddField("pendingpaper", "note", models.TextField(blank=True)),
        migrations.CreateModel(
            name="FoundingDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.JSONField(default=dict)),
                ("made_us", models.BigIntegerField()),
                (
                    "founder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="commons_agencies.pendingpaper",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
