from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home_asks", "0003_stand"),
    ]

    operations = [
        migrations.AddField(
            model_name="disclosure",
            name="held_us",
            field=models.BigIntegerField(blank=True, help_text="Since when something in the log holds it.", null=True),
        ),
    ]
