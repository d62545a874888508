"""A round a year: candidate topics with their sources, and the criteria they are scored by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST = 10  # marks on a choose-ten ballot


class Round(models.Model):
    """One priority setting. The rule is stated before anybody votes and cannot change after that."""

    class State(models.TextChoices):
        GATHERING = "gathering", _("Topics are gathered")
        OPEN = "open", _("Scores and ballots are taken")
        CLOSED = "closed", _("Ballots are closed; decisions are made")

    class Marks(models.TextChoices):
        TEN = "choose-ten", _("Choose up to ten, most important first")
        APPROVAL = "approval", _("Tick every topic that matters")
        BEST_WORST = "best-worst", _("The most and the least important of four")
        BUDGET = "budget", _("Tick what the money should go to")
        RANK = "rank", _("Put all topics in order, most important first")
        PAIRS = "pairs", _("Which of two matters more, again and again")

    class Completion(models.TextChoices):
        """What happens with money that nobody's share has bought; the names are those of the method."""

        NONE = "none", _("It stays")
        GREEDY = "greedy", _("What still fits, most wanted for the money first")
        ADD = "add1", _("Everybody gets a little more in thought, again and again, until it would be too much")
        ADD_AND_FILL = "add1u", _("Everybody gets a little more in thought, again and again; then what still fits")
        PHRAGMEN = "phragmen", _("Everybody goes on saving at the same speed, until the next topic costs too much")

    ON_SCREENS = {Marks.BEST_WORST: 4, Marks.PAIRS: 2}  # topics that are shown at once, where marks go screen by screen

    public_id = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    name_cy = models.CharField(max_length=200, blank=True)
    why = models.TextField()
    why_easy = models.TextField(blank=True)
    why_cy = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.GATHERING)
    marks = models.CharField(max_length=12, choices=Marks.choices, default=Marks.TEN)
    seats = models.PositiveSmallIntegerField(default=10)
    budget = models.PositiveBigIntegerField(default=0)  # whole units of the centre's currency; 0: not stated
    completion = models.CharField(max_length=10, choices=Completion.choices, default=Completion.ADD_AND_FILL)
    limits = models.JSONField(default=dict, blank=True)  # {nation: [at least, at most or null]} topics for it alone
    seed = models.PositiveIntegerField(default=0)  # stated before the vote; ties fall by lot from it
    closes_on = models.DateField(null=True, blank=True)
    entry_id = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(seats__gte=1), name="round_chooses_something")]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What a topic is scored by. A gate carries no weight: it is filled from triage and sends gaps on."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="criteria")
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    name_cy = models.CharField(max_length=200, blank=True)
    asks = models.CharField(max_length=300)  # what the reason should say
    asks_easy = models.CharField(max_length=300, blank=True)
    asks_cy = models.CharField(max_length=300, blank=True)
    is_gate = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "slug"], name="criterion_once")]

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """A topic that could become a priority, and how things are done today beside it."""

    class Raised(models.TextChoices):
        THEME = "theme", _("a theme of the survey")
        STATEMENT = "statement", _("a statement in a conversation")
        ASSEMBLY = "assembly", _("an Assembly")
        ADVISORY = "advisory", _("the advisory group")
        STAFF = "staff", _("staff of the centre")

    public_id = models.CharField(max_length=60, unique=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="candidates")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    title_easy = models.CharField(max_length=200, blank=True)
    title_cy = models.CharField(max_length=200, blank=True)
    says = models.TextField()
    says_easy = models.TextField(blank=True)
    says_cy = models.TextField(blank=True)
    current_way = models.TextField()  # how it is done today: scored as an option beside the new way
    raised_by = models.CharField(max_length=10, choices=Raised.choices)
    raised_role = models.CharField(max_length=40, blank=True)  # role group of whoever proposed it
    topic = models.CharField(max_length=80, blank=True)  # a topic of the centre, where triage looks
    cost = models.PositiveBigIntegerField(default=0)  # the same; 0: not known
    cost_note = models.CharField(max_length=300, blank=True)
    delivery_model = models.CharField(max_length=40, blank=True)
    nations = models.JSONField(default=list)  # codes; empty: all
    entry_id = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="candidate_number_once")]

    def __str__(self) -> str:
        return self.title


class CandidateSource(models.Model):
    """An entry of the trace that a candidate rests on."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="sources")
    entry_id = models.CharField(max_length=60)
    event = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "entry_id"], name="candidate_source_once")]
