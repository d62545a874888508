"""One evidence item, whatever its kind; each kind has a table of its own beside it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.imports import ImportRun
from careloom.evidence.tongues import code_of


class Item(models.Model):
    """Something we know: research, lived experience or practice knowledge, with the same standing."""

    class Kind(models.TextChoices):
        RESEARCH = "research", _("Research")
        LIVED = "lived", _("Lived experience")
        PRACTICE = "practice", _("Practice knowledge")

    class State(models.TextChoices):
        LISTED = "listed", _("In the library")
        JOINED = "joined", _("Joined to another item")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    public_id = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.TextField(blank=True)  # its key where it came from
    title = models.TextField()
    summary = models.TextField(blank=True)
    summary_welsh = models.TextField(blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=40, blank=True)
    link = models.TextField(blank=True)
    made_up = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.LISTED)
    kept_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    line = models.PositiveIntegerField(default=0)  # where it stood in the file it came from
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="joined", kept_as__isnull=False) | (~Q(state="joined") & Q(kept_as__isnull=True)),
                name="item_joined_to_one",
            )
        ]
        # With its number, so that a search needs no more of an item than this index holds.
        indexes = [models.Index(fields=["state", "is_public", "kind", "year", "id"], name="item_found")]

    def __str__(self) -> str:
        return self.title

    @property
    def tongue(self) -> str:
        """The code of the language its words are in, for pages in another language; empty where nobody said."""
        return code_of(self.language)

    @property
    def is_on_the_web(self) -> bool:
        """May its link be followed? A file from strangers can hold anything there, as a script."""
        return self.link.lower().startswith(("https://", "http://"))


class Study(models.Model):
    """What was studied, apart from its reports: several reports of one study are one source."""

    public_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.name


class ResearchRecord(models.Model):
    """The bibliographic record of a research item; `rest` keeps what a file said and no field holds."""

    class StudyType(models.TextChoices):
        REVIEW = "review", _("Review of studies")
        TRIAL = "trial", _("Trial")
        COHORT = "cohort", _("Cohort")
        SURVEY = "survey", _("Survey")
        QUALITATIVE = "qualitative", _("Interviews or observation")
        MIXED = "mixed", _("Mixed methods")
        ECONOMIC = "economic", _("Economic study")
        EVALUATION = "evaluation", _("Evaluation")
        OTHER = "other", _("Other")

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="research")
    study = models.ForeignKey(Study, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    study_type = models.CharField(max_length=20, choices=StudyType.choices, blank=True)
    authors = models.JSONField(default=list)
    journal = models.TextField(blank=True)
    volume = models.TextField(blank=True)
    issue = models.TextField(blank=True)
    pages = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    doi = models.JSONField(default=list)
    pmid = models.CharField(max_length=40, blank=True)
    populations = models.JSONField(default=list)
    retracted = models.BooleanField(default=False)
    rest = models.JSONField(default=dict)


class LivedVoice(models.Model):
    """What people told us of their lives: whose voice, how many, how gathered, what they agreed to."""

    class Gathered(models.TextChoices):
        SURVEY = "survey", _("A survey")
        INTERVIEW = "interview", _("Interviews")
        GROUP = "group", _("A group talked")
        STORY = "story", _("Somebody's own story")
        ASSEMBLY = "assembly", _("An Assembly")
        FILM_OR_ART = "film-or-art", _("Film or art")
        OTHER = "other", _("Another way")

    class LedBy(models.TextChoices):
        DRAW = "people-who-draw-on-care", _("People who draw on care")
        CARERS = "carers", _("Carers")
        TOGETHER = "together", _("People and staff together")
        STAFF = "staff", _("Staff")
        RESEARCHERS = "researchers", _("Researchers")
        OTHER = "other", _("Somebody else")

    class Consent(models.TextChoices):
        PUBLIC = "public", _("Everyone may read it")
        ANONYMOUS = "anonymous", _("Everyone may read it, without any name")
        CENTRE_ONLY = "centre-only", _("Only the centre may read it")

    class Attribution(models.TextChoices):
        NO_NAME = "no-name", _("No name")
        FIRST_NAME = "first-name", _("First name only")
        FULL_NAME = "full-name", _("Full name")
        GROUP = "group", _("The name of a group")

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="lived")
    voice = models.CharField(max_length=300)
    people = models.PositiveIntegerField(default=1)
    gathered = models.CharField(max_length=20, choices=Gathered.choices)
    collection = models.CharField(max_length=200, blank=True)  # items of one gathering are one source
    led_by = models.CharField(max_length=30, choices=LedBy.choices, blank=True)
    consent = models.CharField(max_length=20, choices=Consent.choices)
    attribution = models.CharField(max_length=20, choices=Attribution.choices)
    named_as = models.CharField(max_length=200, blank=True)
    history = models.TextField(blank=True)
    sensitive = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="voice_of_somebody"),
            models.CheckConstraint(
                condition=Q(named_as="") | (Q(consent="public") & ~Q(attribution="no-name")), name="named_as_agreed"
            ),
        ]


class PracticeNote(models.Model):
    """What somebody tried in their work and what happened; what did not work stands as high as what did."""

    class Outcome(models.TextChoices):
        WORKED = "worked", _("It worked")
        MIXED = "mixed", _("It worked in part")
        DID_NOT_WORK = "did-not-work", _("It did not work")
        DID_HARM = "did-harm", _("It did harm")
        TOO_EARLY = "too-early", _("Too early to say")

    class Status(models.TextChoices):
        RUNNING = "running", _("It runs now")
        PLANNED = "planned", _("It is planned")
        PAUSED = "paused", _("It rests")
        ENDED = "ended", _("It has ended")

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="practice")
    organisation = models.CharField(max_length=300, blank=True)
    setting = models.CharField(max_length=300)
    role = models.CharField(max_length=200)
    tried = models.TextField()
    happened = models.TextField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    example = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    answer_set_id = models.CharField(max_length=60, blank=True, db_index=True)  # the return it was taken from


class WordsChanged(models.Model):
    """An item changed, and the large index has not heard of it; one row for each change, taken away when it has."""

    item_id = models.PositiveBigIntegerField()


class Tag(models.Model):
    """Where an item belongs: a nation, a smaller place, a topic or a sector, by the centre's own code."""

    class What(models.TextChoices):
        NATION = "nation", _("Nation")
        PLACE = "place", _("Place")
        TOPIC = "topic", _("Topic")
        SECTOR = "sector", _("Sector")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="tags")
    what = models.CharField(max_length=10, choices=What.choices)
    code = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "what", "code"], name="tag_once")]
        indexes = [models.Index(fields=["what", "code", "item"], name="tag_items")]
