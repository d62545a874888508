"""Is there enough? Questions over topics, where somebody looked, how sources were read, and what was judged."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models.library import Item
from careloom_methods.triage import STATES

EVERYWHERE = "everywhere"  # the code of the whole area a centre works in, whatever its name


class Question(models.Model):
    """One question within a topic (the topic's code); it is judged for each kind and each nation."""

    public_id = models.CharField(max_length=60, unique=True)
    topic = models.CharField(max_length=80, db_index=True)
    words = models.CharField(max_length=300)
    plain = models.CharField(max_length=300)  # the same in Easy Read
    language = models.CharField(max_length=10, blank=True)  # of its words; empty: not known
    affected = models.JSONField(default=list)  # groups most affected, in words
    made_up = models.BooleanField(default=False)
    once = models.CharField(max_length=80, unique=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words


class Search(models.Model):
    """Somebody looked, or went out and asked, and wrote it down. Without one nothing is ever called a gap."""

    class What(models.TextChoices):
        SEARCH = "search", _("We searched")
        OUTREACH = "outreach", _("We went out and asked")

    public_id = models.CharField(max_length=60, unique=True)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="searches")
    kind = models.CharField(max_length=10, choices=Item.Kind.choices)
    nation = models.CharField(max_length=80)  # a nation's code, or EVERYWHERE
    what = models.CharField(max_length=10, choices=What.choices)
    where = models.CharField(max_length=300)
    on = models.DateField()
    found = models.PositiveIntegerField(null=True, blank=True)
    read = models.PositiveIntegerField(null=True, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(read=None) | Q(read__lte=models.F("found")), name="search_read_of_found")
        ]


class Appraisal(models.Model):
    """An item read for one question: seven standards, how it fits, what it says, who speaks in it."""

    class Fit(models.TextChoices):
        DIRECT = "direct", _("It is about this very question")
        PART = "part", _("It is about a part of it")

    class Says(models.TextChoices):
        FOR = "for", _("It speaks for it")
        AGAINST = "against", _("It speaks against it")

    class Sort(models.TextChoices):
        COUNCIL = "council", _("A council or trust")
        PROVIDER = "provider", _("A care provider")
        CHARITY = "charity", _("A charity")
        USER_LED = "user-led", _("A group led by people who draw on care or carers")
        HEALTH = "health", _("A health service")
        OTHER = "other", _("Another sort")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="appraisals")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="appraisals")
    standards = models.JSONField(default=dict)  # the seven of TAPUPAS: yes, partly, no
    fit = models.CharField(max_length=10, choices=Fit.choices, default=Fit.DIRECT)
    says = models.CharField(max_length=10, choices=Says.choices, blank=True)
    voices = models.JSONField(default=list)  # which of the question's groups speak in it
    sort = models.CharField(max_length=10, choices=Sort.choices, blank=True)
    made_together = models.BooleanField(default=False)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "question"], name="appraised_once")]


class Finding(models.Model):
    """What several sources say together, and how sure we are. Words of confidence belong here, never on one study."""

    class Confidence(models.TextChoices):
        HIGH = "high", _("High confidence")
        MODERATE = "moderate", _("Moderate confidence")
        LOW = "low", _("Low confidence")
        VERY_LOW = "very-low", _("Very low confidence")

    public_id = models.CharField(max_length=60, unique=True)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="findings")
    words = models.CharField(max_length=500)
    confidence = models.CharField(max_length=10, choices=Confidence.choices)
    reason = models.CharField(max_length=500)
    items = models.ManyToManyField(Item, related_name="findings")
    by = models.CharField(max_length=60)
    at = models.DateTimeField()


class RuleVersion(models.Model):
    """The thresholds as data. Only a version that somebody signed for the board is ever used."""

    version = models.CharField(max_length=40, unique=True)
    rules = models.JSONField(default=dict)
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
    signed_by = models.CharField(max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by="", signed_at=None) | (~Q(signed_by="") & Q(signed_at__isnull=False)),
                name="rules_signed_by_whom",
            )
        ]


class Judgement(models.Model):
    """What the rules say of one question, kind and nation; a person signs it, or overrules it with a reason."""

    public_id = models.CharField(max_length=60, unique=True)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="judgements")
    kind = models.CharField(max_length=10, choices=Item.Kind.choices)
    nation = models.CharField(max_length=80)
    state = models.CharField(max_length=20, choices=[(s, s) for s in STATES])
    flags = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    linked = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    looked = models.JSONField(default=dict)
    rule_version = models.CharField(max_length=40)
    at = models.DateTimeField()
    entry_id = models.CharField(max_length=60, blank=True)
    signed_by = models.CharField(max_length=60, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    over_state = models.CharField(max_length=20, blank=True)
    over_reason = models.CharField(max_length=500, blank=True)
    over_by = models.CharField(max_length=60, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    reopened = models.CharField(max_length=20, blank=True)  # why it must be looked at again: withdrawn, retracted

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "kind", "nation"], name="judged_once"),
            models.CheckConstraint(
                condition=Q(over_state="") | (~Q(over_reason="") & ~Q(over_by="") & Q(over_at__isnull=False)),
                name="overruled_with_reason",
            ),
        ]

    @property
    def stands(self) -> str:
        """The state that counts: what a person signed instead, else what the rules say."""
        return self.over_state or self.state


STANDARDS = {
    "transparency": _("Is it clear how it came about?"),
    "accuracy": _("Is it true to what people said or did?"),
    "purposivity": _("Was its way of working right for its aim?"),
    "utility": _("Is it useful for this question?"),
    "propriety": _("Was it done in a right and lawful way?"),
    "accessibility": _("Can those who need it understand it?"),
    "specificity": _("Does it meet the standards of its own kind?"),
}
