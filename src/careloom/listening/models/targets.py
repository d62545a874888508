"""How many returns we hope for."""

from django.db import models

from careloom.questionnaires.models import Questionnaire


class Target(models.Model):
    """How many returns we hope for from a role group in a nation, and where the number comes from."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="targets")
    role_group = models.CharField(max_length=60)
    nation = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "role_group", "nation"], name="target_once")]
