"""An Assembly, its seats, who sits on them, and what it was asked to work through."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloom.people.models import Person


class Assembly(models.Model):
    """A group of members in one nation, or part of one. Any number of them."""

    public_id = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    nation_code = models.CharField(max_length=40)
    seats = models.PositiveSmallIntegerField()
    term_months = models.PositiveSmallIntegerField(default=24)
    quorum = models.PositiveSmallIntegerField(default=2)  # of each role group

    class Meta:
        verbose_name_plural = "assemblies"
        constraints = [models.CheckConstraint(condition=Q(seats__gte=1), name="assembly_has_seats")]

    def __str__(self) -> str:
        return self.name


class SeatTarget(models.Model):
    """How many seats a role group has."""

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="targets")
    role_group = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assembly", "role_group"], name="seat_target_once")]


class Membership(models.Model):
    """A person on a seat, from when to when; a new one says whom it replaces."""

    class State(models.TextChoices):
        INVITED = "invited", _("Asked to join")
        MEMBER = "member", _("Member")
        DECLINED = "declined", _("Said no")
        ENDED = "ended", _("Ended")

    public_id = models.CharField(max_length=60, unique=True)
    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role_group = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.INVITED)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    buddy = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assembly", "person"], condition=Q(state__in=["invited", "member"]),
                                    name="one_seat_a_person"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="term_ends_later"),
            models.CheckConstraint(condition=Q(buddy__isnull=True) | ~Q(buddy=F("person")), name="buddy_is_another"),
        ]  # fmt: skip


class InductionStep(models.Model):
    """One thing that a new member has seen or done."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="steps")
    step = models.SlugField(max_length=40)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "step"], name="induction_step_once")]


class NationNote(models.Model):
    """What a topic means in an Assembly's nation: its law, its policy, the words that people use; with a source."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        POLICY = "policy", _("Policy")
        WORDS = "words", _("Words that people use")

    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="nation_notes")
    topic = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.TextField()
    source = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="nation_note_has_a_source")]


class PlanItem(models.Model):
    """Something of the work plan: what the Assembly said, what changed, or why not."""

    class State(models.TextChoices):
        ASKED = "asked", _("We wait for what you say")
        CHANGED = "changed", _("You said it, and we changed it")
        NOT = "not", _("You said it, and we did not change it")

    public_id = models.CharField(max_length=60, unique=True)
    assembly = models.ForeignKey(Assembly, on_delete=models.CASCADE, related_name="plan_items")
    words = models.CharField(max_length=300)
    said = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked") | (~Q(answer="") & ~Q(said="") & Q(answered_at__isnull=False)),
                name="plan_item_answer_has_words",
            )
        ]
