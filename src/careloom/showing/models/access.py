"""Tokens by which a staff tool writes through the API, and what was done with them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """Lets one tool do a few things in the name of the person who made it. Only its hash is kept."""

    class Scope(models.TextChoices):
        ANSWERS = "answers", _("Send answers to a survey")
        EVIDENCE = "evidence", _("Add an item to the evidence library")
        GAPS = "gaps", _("Raise a gap")

    public_id = models.CharField(max_length=60, unique=True)
    hashed = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)  # of the tool
    scopes = models.JSONField(default=list)
    person_id = models.CharField(max_length=60, db_index=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=models.F("made_at")), name="token_ends")]

    def __str__(self) -> str:
        return self.name


class TokenUse(models.Model):
    """One thing that a tool wrote. The same key gives the same answer again and does nothing twice."""

    token = models.ForeignKey(Token, on_delete=models.PROTECT, related_name="uses")
    key = models.CharField(max_length=80)
    asked = models.CharField(max_length=64)  # digest of what was sent
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="token_use_once")]
