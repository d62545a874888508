"""Questionnaires, their versions and words; answer sets and answers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Questionnaire(models.Model):
    """A form over time: a survey, an application, a pulse, a claim. Its versions hold the questions."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    public_id = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=40, default="survey")
    name = models.CharField(max_length=200)
    promised = models.JSONField(default=list)
    in_wales = models.BooleanField(default=True)
    for_groups = models.BooleanField(default=True)
    knows_person = models.BooleanField(default=False)  # an application or a claim belongs to who is signed in
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True)
                | Q(closes_on__gte=models.F("opens_on")), name="questionnaire_closes_after_opening"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def is_open(self) -> bool:
        """Does it take answers today?"""
        today = timezone.localdate()
        return (
            self.state == self.State.OPEN
            and (self.opens_on is None or self.opens_on <= today)
            and (self.closes_on is None or today <= self.closes_on)
        )

    def opens_later(self) -> bool:
        """Is it published, and its first day still to come?"""
        return self.state == self.State.OPEN and self.opens_on is not None and timezone.localdate() < self.opens_on

    def is_over(self) -> bool:
        """Did it take answers, and does it take none any more?"""
        return self.state != self.State.DRAFT and not self.is_open() and not self.opens_later()


class Version(models.Model):
    """The questions at one time. Never changed once published."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    not_comparable = models.JSONField(default=list)  # question ids whose answers must not be compared with before
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="version_once")]


class Wording(models.Model):
    """One string of one twin. `proposed` becomes `text`, which people see, when a named person has checked it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="wordings")
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    proposed = models.TextField(blank=True)
    picture = models.CharField(max_length=200, blank=True)
    checked_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "edition", "language", "key"], name="wording_once")]


class Picture(models.Model):
    """A picture for Easy Read, with where it comes from and that we may use it."""

    public_id = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10)
    licence = models.CharField(max_length=300)
    content = models.BinaryField()


class SignOff(models.Model):
    """A named group of people says that an Easy Read twin works for them."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sign_offs")
    language = models.CharField(max_length=10)
    group = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="easy_read_signed_once")]


class Draft(models.Model):
    """Answers that somebody saved to come back to; sealed, found by the hash of a code."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()


class AnswerSet(models.Model):
    """One submitted return. A group answer is one return that speaks for `people` people."""

    class Channel(models.TextChoices):
        WEB = "web", _("Web")
        PAPER = "paper", _("Paper")
        PHONE = "phone", _("Phone")
        IN_PERSON = "in-person", _("In person")
        IMPORT = "import", _("Import")

    class State(models.TextChoices):
        SENT = "sent", _("Sent")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.CharField(max_length=60, unique=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="answer_sets")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    edition = models.CharField(max_length=10)
    language = models.CharField(max_length=10)
    receipt_hash = models.CharField(max_length=64, unique=True)
    once_hash = models.CharField(max_length=64, unique=True)
    entry_id = models.CharField(max_length=60)
    role_group = models.CharField(max_length=60, blank=True)
    nation = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=80, blank=True)  # the centre's word for the place that was typed, if it is one
    people = models.PositiveIntegerField(default=1)
    group = models.JSONField(null=True, blank=True)
    helped_by = models.CharField(max_length=200, blank=True)
    entered_by = models.CharField(max_length=60, blank=True)
    person_id = models.CharField(max_length=60, blank=True, db_index=True)
    sent_at = models.DateTimeField()
    came_before = False  # was it here already under the same key? set by `receive`

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="answer_set_speaks_for_somebody"),
            models.CheckConstraint(condition=Q(people=1) | Q(group__isnull=False), name="many_people_are_a_group"),
        ]
        indexes = [models.Index(fields=["version", "state", "role_group", "nation"], name="answer_set_balance")]


class Answer(models.Model):
    """One chosen code, number or text. A question with many choices has a row for each; `row` counts repeats."""

    # No index of their own: the two below begin with them, and every index costs an import time.
    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="answers", db_index=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=130)
    code = models.CharField(max_length=80, blank=True)
    row = models.PositiveSmallIntegerField(default=0)
    people = models.PositiveIntegerField(default=1)  # as its answer set says, so that counts need no other table
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer_set", "question", "row", "code"], name="answer_once"),
        ]
        indexes = [models.Index(fields=["version", "question", "code", "answer_set", "people"], name="answer_counts")]


class Attachment(models.Model):
    """A file that came with an answer, sealed; one that was never sent goes after 60 days."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="+")
    answer_set = models.ForeignKey(AnswerSet, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    question = models.CharField(max_length=130)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()


class Translation(models.Model):
    """What somebody wrote, in another language; the original stays as it was."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    text = models.TextField()
    translator = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "language"], name="translated_once")]


class Intake(models.Model):
    """A file of answers from elsewhere while its columns are matched; the file goes when the answers are in."""

    class State(models.TextChoices):
        MATCHING = "matching", _("Waits for you to match its columns")
        RUNNING = "running", _("Being read")
        DONE = "done", _("Done")

    public_id = models.CharField(max_length=60, unique=True)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="intakes")
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=20)
    sealed = models.BinaryField()
    matching = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.MATCHING)
    taken = models.PositiveIntegerField(default=0)
    there = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)  # [line, question, code] of rows that could not be taken
    at = models.DateTimeField()
