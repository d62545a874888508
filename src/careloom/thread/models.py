"""The trace: entries that cite entries."""

from django.db import models


class Entry(models.Model):
    """One thing that happened. Written once, never changed, never deleted."""

    public_id = models.CharField(max_length=60, unique=True)
    event = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=60, db_index=True)
    actor = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)


class Because(models.Model):
    """`entry` happened because of `cause`, an earlier entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="causes")
    cause = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="effects")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "cause"], name="because_once")]


class Block(models.Model):
    """A run of entries sealed together. Each block holds the hash of the one before."""

    number = models.PositiveBigIntegerField(unique=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    first = models.PositiveBigIntegerField(unique=True)
    last = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.DateTimeField()


class Decision(models.Model):
    """What was decided, with reasons for and against. Signed by named people."""

    public_id = models.CharField(max_length=60, unique=True)
    question = models.CharField(max_length=300)
    outcome = models.TextField()
    reasons_for = models.TextField()
    reasons_against = models.TextField(blank=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT)


class Signature(models.Model):
    """One person's signature under a decision, by public id."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="signatures")
    person_id = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "person_id"], name="signed_once")]


class Dissent(models.Model):
    """Why somebody does not agree; kept and shown with the decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dissents")
    person_id = models.CharField(max_length=60)
    words = models.TextField()
    at = models.DateTimeField()
