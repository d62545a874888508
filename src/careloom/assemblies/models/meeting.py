"""A meeting before and while it happens."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.assemblies.models.assembly import Assembly, PlanItem
from careloom.involvement.models import Opportunity
from careloom.people.models import Person


class Question(models.Model):
    """A question that can be put to one Assembly or to all, word for word the same."""

    public_id = models.CharField(max_length=60, unique=True)
    words = models.CharField(max_length=300, unique=True)
    easy = models.CharField(max_length=300, blank=True)
    welsh = models.CharField(max_length=300, blank=True)


class Meeting(models.Model):
    """Of one Assembly, or of several together. It is planned, then open, then closed."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Being prepared")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    public_id = models.CharField(max_length=60, unique=True)
    assemblies = models.ManyToManyField(Assembly, related_name="meetings")
    title = models.CharField(max_length=200)
    begins_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    question_agreed_at = models.DateTimeField(null=True, blank=True)
    promised = models.JSONField(default=list)  # twins that every paper must have, such as "en", "en-easy", "cy"
    opportunity = models.OneToOneField(Opportunity, on_delete=models.PROTECT, related_name="+")
    tables = models.JSONField(default=list)  # rounds of tables of membership ids
    entry_id = models.CharField(max_length=60, blank=True)  # meeting.closed

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(entry_id=""), name="closed_is_on_the_trace"),
            models.CheckConstraint(
                condition=Q(question_agreed_at__isnull=True) | Q(question__isnull=False),
                name="agreed_question_is_there",
            ),
        ]


class AgendaItem(models.Model):
    """One stretch of time. Time for relationships is a line like any other, planned and paid."""

    class Kind(models.TextChoices):
        RELATIONSHIPS = "relationships", _("Time to get to know each other")
        QUESTION = "question", _("The question")
        PLAN = "plan", _("The work plan")
        BREAK = "break", _("Break")
        CLOSE = "close", _("What happens next")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=Kind.choices)
    words = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    plan_item = models.ForeignKey(PlanItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="agenda_order_once")]


class Paper(models.Model):
    """One edition of a paper; a paper is ready when every promised edition of it is there: words, or a file."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=200)
    twin = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    file = models.BinaryField(null=True, blank=True)
    file_kind = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "title", "twin"], name="paper_twin_once"),
            models.CheckConstraint(condition=~Q(text="") | Q(file__isnull=False), name="paper_is_not_empty"),
        ]


class Invitation(models.Model):
    """What one member was sent, in which format and language, and what they answered."""

    class Answer(models.TextChoices):
        YES = "yes", _("I come")
        NO = "no", _("I cannot come")

    class Welsh(models.TextChoices):
        YES = "yes", _("I would like to speak or hear Welsh")
        NO = "no", _("English is fine for me")

    public_id = models.CharField(max_length=60, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    format = models.CharField(max_length=10)
    languages = models.CharField(max_length=40)
    sent_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # it went out, by mail or by hand
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    welsh = models.CharField(max_length=3, choices=Welsh.choices, blank=True)
    needs_confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="invited_once")]


class Planner(models.Model):
    """Somebody who plans a joint meeting: two members of each Assembly, and its coordinator."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="planners")
    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    coordinator = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="planner_once")]


class Idea(models.Model):
    """A theme or question that somebody put on the board; nothing stands there before. No name beside it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="ideas")
    words = models.CharField(max_length=300)
    dropped_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "words"], name="idea_once")]


class TableNote(models.Model):
    """What a table said in a round. Who said it is not kept, so nobody can be ranked."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    round = models.PositiveSmallIntegerField()
    table = models.PositiveSmallIntegerField()
    words = models.TextField()
    once = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()


class InclusionCheck(models.Model):
    """A short check for equality, diversity and inclusion at one step; written by a named person."""

    about = models.CharField(max_length=60, db_index=True)
    step = models.SlugField(max_length=20, default="meeting")  # of the work: draw, meeting, call, project, report …
    missing = models.TextField()  # who is missing, and what we do about it
    barriers = models.TextField()  # what could keep somebody away, and what we do about it
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
