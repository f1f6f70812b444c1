from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("commons_petitions", "0002_kept_mail"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="signature", name="petition_uncounted"),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("confirmed_us__isnull", False), ("place__isnull", True)),
                fields=["petition"],
                name="petition_waiting",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="stop",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(condition=models.Q(("stop__isnull", False)), fields=["stop"], name="petition_stop"),
        ),
    ]
