"""People who wait for the start, and people who want paper."""

from django.db import models

from careloom.questionnaires.models import Questionnaire


class Waiting(models.Model):
    """Somebody who asked to be told when a survey opens, with their consent and format."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="waiting")
    email = models.EmailField()
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10, blank=True)
    consent_wording = models.CharField(max_length=60)
    joined_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "email"], name="waiting_once")]


class PaperRequest(models.Model):
    """Somebody who asked for paper or a phone call. The address is sealed, and deleted when the copy is sent."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="paper_requests")
    way = models.CharField(max_length=10)
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    copies = models.PositiveSmallIntegerField(default=1)
    sealed = models.BinaryField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)


class SignUp(models.Model):
    """Somebody who wants to hear from us again: about what, in which format, with their consent."""

    public_id = models.CharField(max_length=60, unique=True)
    email = models.EmailField(unique=True)
    wants = models.JSONField(default=list)
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10, blank=True)
    consent_wording = models.CharField(max_length=60)
    joined_at = models.DateTimeField()
