import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home_archive", "0004_segment_span_index"),
        ("home_asks", "0004_held"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lookout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "cell",
                    models.BigIntegerField(
                        blank=True, help_text="Where it stands, zoom 17; null: where the house stands.", null=True
                    ),
                ),
                (
                    "printed",
                    models.JSONField(
                        blank=True,
                        help_text="Outlines of printed text, [[[x, y], …], …] in 1/10000; empty: none; null: nobody has said.",
                        null=True,
                    ),
                ),
                (
                    "camera",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="home_archive.camera"
                    ),
                ),
            ],
        ),
    ]
