"""A snooze may be of one zone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("home_tell", "0001_telling")]

    operations = [
        migrations.AddField(
            model_name="snooze",
            name="zone",
            field=models.CharField(blank=True, default="", help_text="By name, as events have it.", max_length=60),
        ),
    ]
