"""What is not known, who asked, where we looked, and what came of it; and the partners who may answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.library import Item
from careloom.evidence.models.triage import Question


class Partner(models.Model):
    """A funder, a partner organisation or an Assembly to whom gaps go."""

    class Sort(models.TextChoices):
        FUNDER = "funder", _("A research funder")
        PARTNER = "partner", _("A partner organisation")
        ASSEMBLY = "assembly", _("An Assembly")

    public_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    sort = models.CharField(max_length=10, choices=Sort.choices)
    kinds = models.JSONField(default=list)  # which kinds of evidence it can bring
    nations = models.JSONField(default=list)  # codes; empty: all
    sector = models.CharField(max_length=40, blank=True)  # a neighbour of adult social care
    parts = models.JSONField(default=list)  # its format for a brief: [our part, its heading]
    most_study_led = models.PositiveSmallIntegerField(default=2)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    made_up = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # What people lived and what they do at work is not for a research funder to answer.
            models.CheckConstraint(condition=~Q(sort="funder") | Q(kinds=["research"]), name="funder_brings_research")
        ]

    def __str__(self) -> str:
        return self.name


class Gap(models.Model):
    """A gap in EPICOT+ with the kind that is missing, the nation, and plain words."""

    class State(models.TextChoices):
        RAISED = "raised", _("Raised")
        CHECKED = "checked", _("Checked")
        WRITTEN = "written", _("Written down")
        SENT = "sent", _("Sent")
        ANSWERED = "answered", _("Answered")
        BRIEF = "brief", _("A brief was made")
        FUNDED = "funded", _("Funded")
        FOUND = "found", _("An answer was found")
        USED = "used", _("Used")

    class Answer(models.TextChoices):
        YES = "yes", _("They take it up")
        LATER = "later", _("They come back to it later")
        NO = "no", _("They declined")

    public_id = models.CharField(max_length=60, unique=True)
    once = models.CharField(max_length=80, unique=True)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="gaps")
    kind = models.CharField(max_length=10, choices=Item.Kind.choices)
    nation = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RAISED)
    evidence = models.TextField(blank=True)
    population = models.CharField(max_length=500, blank=True)
    intervention = models.CharField(max_length=500, blank=True)
    comparison = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=500, blank=True)
    time = models.CharField(max_length=200, blank=True)
    burden = models.CharField(max_length=500, blank=True)
    timeliness = models.CharField(max_length=500, blank=True)
    study_type = models.CharField(max_length=300, blank=True)
    plain = models.TextField()
    easy = models.TextField()
    plain_welsh = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)  # of its words; empty: not known
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="gaps")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    next_action = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)
    entry_id = models.CharField(max_length=60)  # its first entry; the voices stand behind it
    last_entry_id = models.CharField(max_length=60)
    returns = models.PositiveIntegerField(default=0)  # how many asked, read from the thread when it was raised
    people = models.PositiveIntegerField(default=0)
    made_up = models.BooleanField(default=False)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "answered"]) | Q(partner__isnull=False), name="gap_sent_to_somebody"
            )
        ]
        indexes = [models.Index(fields=["state", "raised_at"], name="gap_open")]


class GapStep(models.Model):
    """One dated step of a gap; each has its own entry on the thread."""

    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=Gap.State.choices)
    note = models.TextField(blank=True)
    entry_id = models.CharField(max_length=60)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class Brief(models.Model):
    """A gap as a text that a partner can act on, in its own format and in plain words."""

    public_id = models.CharField(max_length=60, unique=True)
    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="briefs")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="briefs")
    why = models.TextField()
    so_far = models.TextField()
    must = models.TextField()  # what an answer must look like
    plain = models.TextField()
    easy = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)
