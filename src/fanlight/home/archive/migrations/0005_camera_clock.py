from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home_archive", "0004_segment_span_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="camera",
            name="clock_off_ms",
            field=models.BigIntegerField(
                blank=True,
                help_text="How far its own clock is ahead of this computer's; null: it tells none.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="camera",
            name="clock_seen_us",
            field=models.BigIntegerField(default=0, help_text="When the two were compared."),
        ),
    ]
