"""Conversations, their statements, who votes, the votes, and what was found."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Conversation(models.Model):
    """Statements that people agree or disagree with, from an opening to a close."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    public_id = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    name_cy = models.CharField(max_length=200, blank=True)
    why = models.TextField()
    why_easy = models.TextField(blank=True)
    why_cy = models.TextField(blank=True)
    members_write = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    closes_on = models.DateField(null=True, blank=True)
    seed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """One short sentence. `source_id` is the trace entry it came from; `tick_*` is what a live screen may show."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        SHOWN = "shown", _("Shown")
        REFUSED = "refused", _("Not shown")
        WITHDRAWN = "withdrawn", _("Taken out")

    public_id = models.CharField(max_length=60, unique=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)  # members write up to 280; what is brought in may be longer
    text_easy = models.CharField(max_length=280, blank=True)
    text_cy = models.CharField(max_length=280, blank=True)
    source_id = models.CharField(max_length=60, blank=True)
    writer_id = models.CharField(max_length=60)
    by_member = models.BooleanField(default=False)
    writer_role = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=300, blank=True)
    keep_private = models.BooleanField(default=False)
    entry_id = models.CharField(max_length=60)
    seen = models.PositiveIntegerField(default=0)
    tick_agree = models.PositiveIntegerField(default=0)
    tick_disagree = models.PositiveIntegerField(default=0)
    tick_pass = models.PositiveIntegerField(default=0)
    tick_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="statement_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "withdrawn"]) | ~Q(reason=""), name="statement_out_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Voter(models.Model):
    """One voice in a conversation: a person, or a group that speaks as one. Only a hash of the private code is kept."""

    class Channel(models.TextChoices):
        WEB = "web", _("Web")
        PAPER = "paper", _("Paper")
        IN_PERSON = "in-person", _("In person")
        PHONE = "phone", _("Phone")

    public_id = models.CharField(max_length=60, unique=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="voters")
    code_hash = models.CharField(max_length=64, unique=True)
    person_id = models.CharField(max_length=60, blank=True)
    serial = models.CharField(max_length=60, blank=True)
    role_group = models.CharField(max_length=40, blank=True)
    nation = models.CharField(max_length=40, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    group_name = models.CharField(max_length=200, blank=True)
    how_decided = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    helped_by = models.CharField(max_length=200, blank=True)
    entry_id = models.CharField(max_length=60)
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "person_id"], condition=~Q(person_id=""), name="voter_person_once"
            ),
            models.UniqueConstraint(
                fields=["conversation", "serial"], condition=~Q(serial=""), name="voter_paper_once"
            ),
            models.CheckConstraint(condition=Q(people__gte=1), name="voter_speaks_for_somebody"),
        ]


class Vote(models.Model):
    """Agree (1), disagree (-1), pass (0), or taken back (empty). A change writes over it and moves `at`."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    value = models.SmallIntegerField(null=True)
    important = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "statement"], name="vote_once"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__in=[-1, 0, 1]), name="vote_known"),
        ]
        indexes = [models.Index(fields=["statement", "at"], name="vote_since")]


class Result(models.Model):
    """What was found at one time, as it may be published. The last one, after the close, is `final` and exact."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    final = models.BooleanField(default=False)
    data = models.JSONField()
    entry_id = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="result_number_once"),
            models.UniqueConstraint(fields=["conversation"], condition=Q(final=True), name="result_final_once"),
        ]


class Printing(models.Model):
    """What stood on paper ballots when they were printed, as the file that the paper engine reads."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="printings")
    number = models.PositiveSmallIntegerField()
    file = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "number"], name="printing_number_once")]


class BallotScan(models.Model):
    """A scan of paper ballots: sealed until it is read; then only what came of it, with what somebody must look at."""

    public_id = models.CharField(max_length=60, unique=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="scans")
    name = models.CharField(max_length=200)
    sealed = models.BinaryField(null=True)
    found = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()


class Proposal(models.Model):
    """One version of what is proposed, for example a delivery model; each says what changed since the one before."""

    public_id = models.CharField(max_length=60, unique=True)
    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_easy = models.TextField(blank=True)
    text_cy = models.TextField(blank=True)
    what_changed = models.CharField(max_length=500, blank=True)
    entry_id = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="proposal_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(what_changed=""), name="proposal_says_what_changed"),
        ]
