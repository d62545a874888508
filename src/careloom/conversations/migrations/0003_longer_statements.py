from django.db import migrations, models


class Migration(migrations.Migration):
    """A statement that was written in another tool may be longer than ours."""

    dependencies = [("conversations", "0002_proposals")]

    operations = [migrations.AlterField("statement", "text", models.CharField(max_length=500))]
