"""The centre's own words. Everything here is data that another centre can change."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext

from careloom.thread.models import Decision


class Sourced(models.Model):
    """A fact keeps where it came from and how sure we are."""

    source = models.CharField(max_length=500, blank=True)
    confidence = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        abstract = True


class Word(models.Model):
    """A word that forms offer. One that is in use is never deleted: it ends, and old records keep it."""

    names = models.JSONField(default=dict, blank=True)  # {language: its name there, "language.field": that text there}
    ended_on = models.DateField(null=True, blank=True)  # from this day on no form offers it

    class Meta:
        abstract = True

    @property
    def said(self) -> str:
        """Its name in the reader's language, where it has one there."""
        return said(getattr(self, "name"), self.names)  # noqa: B009  # each word has a name of its own length

    @property
    def explained(self) -> str:
        """What it says about itself in plain words, in the reader's language where somebody wrote that."""
        field = next(name for name in ("says", "decides") if hasattr(self, name))
        return said(getattr(self, field), self.names, f".{field}")


def said(text: str, names: dict[str, str], field: str = "") -> str:
    """A text in the reader's language: as the centre wrote it there, else as our catalogue has it."""
    return names.get((get_language() or "").split("-")[0] + field) or (gettext(text) if text else "")


class Place(Word, Sourced):
    """A node in the tree: the whole area, nation, region, council or trust, neighbourhood."""

    slug = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, db_index=True)
    official_code = models.CharField(max_length=20, null=True, blank=True, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=400, unique=True)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)  # where it stands on a map of equal tiles
    tile_column = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class RoleGroup(Word):
    """One of the kinds of stakeholder."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class Topic(Word, Sourced):
    """What the work is about: a tree, by year and by the process that named it."""

    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    process = models.CharField(max_length=200)
    year = models.CharField(max_length=20)
    level = models.CharField(max_length=60)
    count = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "year", "slug"], name="topic_once")]

    def __str__(self) -> str:
        return self.name


class DeliveryModel(Word):
    """Demonstrator, Facilitator, Network, Ask, or what another centre uses."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    says = models.TextField()
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """A step of a delivery model."""

    model = models.ForeignKey(DeliveryModel, on_delete=models.PROTECT, related_name="stages")
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "order"], name="stage_order_once")]
    def __str__(self) -> str:
        return f"{self.model}: {self.name}"


class Phase(models.Model):
    """A stretch of the centre's life."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class PhaseDate(Sourced):
    """What one source says about when a phase is. Sources may disagree; each is kept."""

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="dates")
    says = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phase", "source", "says"], name="phase_date_once")]
    def __str__(self) -> str:
        return f"{self.phase}: {self.says}"


class Objective(Word, Sourced):
    """One of the centre's aims."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class Sector(Word):
    """Adult social care, or a neighbour of it."""

    slug = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Cohort(models.Model):
    """The projects that start in one year."""

    label = models.CharField(max_length=60, unique=True)
    year = models.PositiveSmallIntegerField()
    is_pilot = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label


class BudgetLine(Sourced):
    """Money by delivery model, nation and year, in pence."""

    model = models.ForeignKey(DeliveryModel, on_delete=models.PROTECT)
    nation = models.ForeignKey(Place, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    pence = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "nation", "year"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(pence__gte=0), name="budget_not_negative"),
        ]
    def __str__(self) -> str:
        return f"{self.model}, {self.nation}, {self.year}"


class Figure(Sourced):
    """A published number about people, as published."""

    group = models.CharField(max_length=200)
    measure = models.CharField(max_length=200)
    value = models.CharField(max_length=60)
    unit = models.CharField(max_length=100, blank=True)
    role_or_nation = models.CharField(max_length=200, blank=True)
    year = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "measure", "role_or_nation", "year"], name="figure_once")
        ]
    def __str__(self) -> str:
        return f"{self.group}: {self.measure}"


class Rule(Sourced):
    """A legal or format rule we must keep."""

    area = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    testable_number = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "text"], name="rule_once")]
    def __str__(self) -> str:
        return self.text


class Body(Word, Sourced):
    """A group of people that decides, advises or oversees: part of the governance directory."""

    slug = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    decides = models.TextField()
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class Seat(Sourced):
    """Somebody's seat in a body, for a term. The name is written as the person agreed to be shown."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    name = models.CharField(max_length=200, blank=True)  # empty: the person left and is forgotten
    role = models.CharField(max_length=200)
    person_id = models.CharField(max_length=60, blank=True, db_index=True)  # so that who leaves is forgotten here too
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    may_be_shown = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name", "role", "starts_on"], condition=~Q(name=""), name="seat_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.role}"


class BodyDecision(models.Model):
    """A decision of the thread that a body took."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.body}: {self.decision.question}"
