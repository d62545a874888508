"""Questions that people ask us, and one-page answers whose every sentence names the items it rests on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.library import Item
from careloom.evidence.models.triage import Question


class Enquiry(models.Model):
    """Somebody asks what is known. No name is kept; its number leads to the answer."""

    public_id = models.CharField(max_length=60, unique=True)
    once = models.CharField(max_length=80, unique=True)
    words = models.TextField()
    language = models.CharField(max_length=10, blank=True)  # of its words; empty: not known
    nation = models.CharField(max_length=80, blank=True)
    made_up = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words


class Summary(models.Model):
    """A one-page answer over a question of ours, with its Easy Read twin and the day on which it is looked at again."""

    public_id = models.CharField(max_length=60, unique=True)
    once = models.CharField(max_length=80, unique=True)
    enquiry = models.ForeignKey(Enquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="summaries")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="summaries")
    title = models.CharField(max_length=300)
    easy_title = models.CharField(max_length=300)
    language = models.CharField(max_length=10, blank=True)  # of its words; empty: not known
    review_on = models.DateField()
    made_up = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=60, blank=True)
    reopened = models.CharField(max_length=20, blank=True)  # why it must be looked at again: withdrawn, retracted
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, published_by="") | (Q(published_at__isnull=False) & ~Q(published_by="")),
                name="summary_published_by_whom",
            )
        ]


class SummarySentence(models.Model):
    """One sentence, its Easy Read twin, and the items it rests on."""

    class About(models.TextChoices):
        RESEARCH = "research", _("What research says")
        LIVED = "lived", _("What lived experience says")
        PRACTICE = "practice", _("What practice knowledge says")
        DISAGREE = "disagree", _("Where they disagree")
        MEANS = "means", _("What it means here")
        MISSING = "missing", _("What is missing")

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="sentences")
    about = models.CharField(max_length=10, choices=About.choices)
    words = models.CharField(max_length=500)
    easy = models.CharField(max_length=300)
    items = models.ManyToManyField(Item, related_name="sentences")
    order = models.PositiveIntegerField()
