from django.db import migrations, models
from django.db.models import PROTECT, Q


class Migration(migrations.Migration):
    """What a conversation came to is called a result; an outcome is what a meeting decided."""

    dependencies = [("conversations", "0003_longer_statements")]

    operations = [
        migrations.RemoveConstraint("outcome", "outcome_number_once"),
        migrations.RemoveConstraint("outcome", "outcome_final_once"),
        migrations.RenameModel("Outcome", "Result"),
        migrations.AlterField(
            "result", "conversation",
            models.ForeignKey("conversations.conversation", on_delete=PROTECT, related_name="results"),
        ),
        migrations.AddConstraint(
            "result", models.UniqueConstraint(fields=["conversation", "number"], name="result_number_once")
        ),
        migrations.AddConstraint(
            "result",
            models.UniqueConstraint(fields=["conversation"], condition=Q(final=True), name="result_final_once"),
        ),
    ]  # fmt: skip
