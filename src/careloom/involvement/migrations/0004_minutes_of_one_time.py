"""How long one time takes, so that an offer by the hour says its sum."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("involvement", "0003_form_times")]

    operations = [
        migrations.AddField(
            model_name="opportunity",
            name="minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
    ]
