"""Published results: what was released, and from which counts."""

from django.db import models

from careloom.questionnaires.models import Questionnaire


class Release(models.Model):
    """The results of a survey as published once; later releases stand beside it, so that it can be cited.

    `counts` are the true tables, kept so that the next release tells nothing by its difference; only `shown`, which
    went through disclosure control, is ever on a page or in a download.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveSmallIntegerField()
    counts = models.JSONField()
    shown = models.JSONField()
    mix = models.JSONField(null=True, blank=True)
    released_by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="release_once")]
