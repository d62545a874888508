"""A screening: records that people read to find the relevant ones, who read which, and what they said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.library import Item


class Screening(models.Model):
    """A list of records, read for one question. `order` holds record numbers, 4 bytes each, the likeliest first."""

    public_id = models.CharField(max_length=60, unique=True)
    once = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    wanted = models.PositiveSmallIntegerField(default=5)  # so many relevant records are enough for the question
    second_share = models.PositiveSmallIntegerField(default=10)  # of 100 records, how many two people read
    at_random = models.BooleanField(default=False)  # read in the random order, as a gap asks for
    seed = models.CharField(max_length=32)
    order = models.BinaryField(default=b"")
    unseen = models.JSONField(default=list)  # record numbers that stand for what nobody has read
    learned = models.PositiveIntegerField(default=0)  # answers that `order` knows
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ended_by = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    claim = models.JSONField(default=dict)  # what was said when it ended: rule and numbers

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(second_share__lte=100), name="second_share_is_of_100"),
            models.CheckConstraint(
                condition=Q(ended_by="", ended_at__isnull=True) | (~Q(ended_by="") & Q(ended_at__isnull=False)),
                name="screening_ended_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Criteria(models.Model):
    """What makes a record relevant: a version; an answer names the version it was given under."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="criteria")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["screening", "version"], name="criteria_version_once")]


class Screener(models.Model):
    """Somebody who reads. Who leaves gives back what they had open; their answers stay."""

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="screeners")
    person_id = models.CharField(max_length=60)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["screening", "person_id"], name="screener_once")]


class ScreenRecord(models.Model):
    """One item in one screening. `shuffled` is its place in the random order, drawn before anybody read."""

    class State(models.TextChoices):
        UNREAD = "unread", _("Not read yet")
        SECOND = "second", _("Waits for a second person")
        CONFLICT = "conflict", _("Two people do not agree")
        RELEVANT = "relevant", _("Relevant")
        NOT_RELEVANT = "not-relevant", _("Not relevant")

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="records")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="screened")
    number = models.PositiveIntegerField()
    shuffled = models.PositiveIntegerField()
    doubled = models.BooleanField(default=False)  # in the sample that two people read
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNREAD)
    settled_by = models.CharField(max_length=60, blank=True)  # who decided between two; empty: the answers did
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["screening", "item"], name="screened_once"),
            models.UniqueConstraint(fields=["screening", "number"], name="record_number_once"),
            models.UniqueConstraint(fields=["screening", "shuffled"], name="record_place_once"),
        ]
        indexes = [models.Index(fields=["screening", "state"], name="screen_state")]


class Reading(models.Model):
    """One person has one record before them, and then said something. The first reading of a record is one person's."""

    class Answer(models.TextChoices):
        YES = "yes", _("Relevant")
        NO = "no", _("Not relevant")
        UNSURE = "unsure", _("Not sure")

    public_id = models.CharField(max_length=60, unique=True)
    record = models.ForeignKey(ScreenRecord, on_delete=models.CASCADE, related_name="readings")
    person_id = models.CharField(max_length=60, db_index=True)
    second = models.BooleanField(default=False)
    handed_at = models.DateTimeField()
    answer = models.CharField(max_length=6, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    criteria = models.ForeignKey(Criteria, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "second"], name="read_by_one"),
            models.UniqueConstraint(fields=["record", "person_id"], name="read_once_by_each"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_when",
            ),
        ]


class Mending(models.Model):
    """What a record said before somebody mended it while reading."""

    record = models.ForeignKey(ScreenRecord, on_delete=models.CASCADE, related_name="mendings")
    before = models.JSONField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
