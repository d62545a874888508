"""Coding free text: codebooks and themes with history, readings, codings, talks, redactions, quotes, reports.

A Text holds no words: they stay in the answer, so that an answer which is withdrawn or corrected is so here at once.
"""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloom.questionnaires.models import AnswerSet, Questionnaire


class Codebook(models.Model):
    """The coding of one open question of one questionnaire."""

    public_id = models.CharField(max_length=60, unique=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="codebooks")
    question = models.CharField(max_length=130)
    name = models.CharField(max_length=200)
    views = models.BooleanField(default=False)  # the question asks for views: for and against are kept apart
    double_share = models.PositiveSmallIntegerField(default=10)  # of 100 answers, how many two people read
    seed = models.CharField(max_length=32)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "question"], name="codebook_once"),
            models.CheckConstraint(condition=Q(double_share__lte=100), name="double_share_is_of_100"),
        ]

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """A theme of a codebook. A merged theme keeps its codings and counts as the one it was merged into."""

    public_id = models.CharField(max_length=60, unique=True)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="themes")
    guid = models.CharField(max_length=36)
    name = models.CharField(max_length=200)
    easy_name = models.CharField(max_length=200, blank=True)
    definition = models.TextField(blank=True)
    examples = models.JSONField(default=list)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    key = models.CharField(max_length=2, blank=True)
    order = models.PositiveIntegerField(default=0)
    proposed_by = models.CharField(max_length=60, blank=True)
    agreed_by = models.CharField(max_length=60, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    entry_id = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["codebook", "guid"], name="theme_guid_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")) & ~Q(merged_into=F("id")), name="theme_not_its_own"),
            models.CheckConstraint(
                condition=Q(agreed_by="") | ~Q(agreed_by=F("proposed_by")), name="theme_agreed_by_two_people"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["codebook", "order"], name="theme_order")]

    def __str__(self) -> str:
        return self.name


class ThemeChange(models.Model):
    """One step of a theme's history, with its words before and after; the trace holds no words."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=20)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class Text(models.Model):
    """One answer to the question, as something to read: its place, its language, what a person must look at first."""

    class Screen(models.TextChoices):
        NONE = "none", _("Nothing found")
        WAITING = "waiting", _("A person should look first")
        FINE = "fine", _("Looked at, fine as it is")
        REDACTED = "redacted", _("Looked at, parts taken out")
        ASIDE = "aside", _("Looked at, set aside")

    public_id = models.CharField(max_length=60, unique=True)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="texts")
    answer_set = models.ForeignKey(AnswerSet, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=16)
    place = models.PositiveIntegerField(default=0)
    treatment = models.CharField(max_length=10)
    language = models.CharField(max_length=10, blank=True)
    language_sure = models.BooleanField(default=False)
    mixed = models.CharField(max_length=10, blank=True)
    screen = models.CharField(max_length=10, choices=Screen.choices, default=Screen.NONE)
    found = models.JSONField(default=list)
    double = models.BooleanField(default=False)
    readers = models.PositiveSmallIntegerField(default=0)
    done = models.BooleanField(default=False)
    suggestions = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["codebook", "answer_set"], name="text_once")]
        indexes = [
            models.Index(fields=["codebook", "done", "place"], name="text_queue"),
            models.Index(fields=["codebook", "place"], name="text_place"),
            models.Index(fields=["codebook", "screen", "done", "readers", "double"], name="text_progress"),
            models.Index(fields=["codebook", "language"], name="text_language"),
        ]


class Reading(models.Model):
    """One person has read one text. With no coding of theirs: they read it and found no theme."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="readings")
    coder = models.CharField(max_length=60)
    sure = models.BooleanField(default=True)
    suggested = models.JSONField(default=list)  # themes that were suggested to them, best first
    # What came of the suggestions, counted when the reading is saved: a page sums it up and need not read every coding.
    offered = models.PositiveSmallIntegerField(default=0)
    taken = models.PositiveSmallIntegerField(default=0)
    instead = models.BooleanField(default=False)  # they gave themes, and none of those suggested

    def weigh(self, given: Iterable[str]) -> None:
        """Count what came of the suggestions; `given` are the themes that this person gave."""
        mine, offered = set(given), set(self.suggested)
        self.offered, self.taken = len(offered), len(mine & offered)
        self.instead = bool(offered and mine) and not mine & offered
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "coder"], name="reading_once")]


class Coding(models.Model):
    """One person gave one theme to a stretch of a text; `start` and `end` count characters, the end not included."""

    class Stance(models.TextChoices):
        NONE = "", "–"
        FOR = "for", _("For")
        AGAINST = "against", _("Against")

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="codings")
    coder = models.CharField(max_length=60)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    stance = models.CharField(max_length=10, choices=Stance.choices, blank=True)
    guid = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "guid"], name="coding_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="coding_ends_after_start"),
        ]


class Memo(models.Model):
    """What somebody thought while coding: about a text, a theme, or a talk."""

    public_id = models.CharField(max_length=60, unique=True)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="memos")
    text = models.ForeignKey(Text, null=True, blank=True, on_delete=models.CASCADE, related_name="memos")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="memos")
    words = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class Talk(models.Model):
    """Two people read one text otherwise. They talk; what they agree on counts, and the memo says why."""

    public_id = models.CharField(max_length=60, unique=True)
    text = models.OneToOneField(Text, on_delete=models.CASCADE, related_name="talk")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    agreed = models.JSONField(default=list)  # [theme public id, stance] pairs
    memo = models.ForeignKey(Memo, null=True, blank=True, on_delete=models.RESTRICT, related_name="+")


class Redaction(models.Model):
    """Parts of an answer were taken out by a person. What stood there before is sealed."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="redactions")
    kinds = models.JSONField(default=list)
    sealed = models.BinaryField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class Translation(models.Model):
    """A text in another language, by a named translator. Themes count the original."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=10)
    words = models.TextField()
    translator = models.CharField(max_length=200)
    digest = models.CharField(max_length=16)  # of the original that was translated
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "language"], name="translation_once")]


class Quote(models.Model):
    """Words of one answer that may be shown under a theme, as long as the person says yes."""

    public_id = models.CharField(max_length=60, unique=True)
    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="quotes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="quotes")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    by = models.CharField(max_length=60)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    entry_id = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="quote_has_words")]


class ThemeReport(models.Model):
    """What a codebook came to, as published: only numbers that disclosure control lets through."""

    public_id = models.CharField(max_length=60, unique=True)
    codebook = models.ForeignKey(Codebook, on_delete=models.PROTECT, related_name="reports")
    data = models.JSONField()
    by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    entry_id = models.CharField(max_length=60, blank=True)
