"""An open call, who applied, and the lottery."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloom.assemblies.models.assembly import Assembly
from careloom.people.models import Person


class Recruitment(models.Model):
    """One open call for seats of an Assembly. Equality data is used only under a signed purpose."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")

    public_id = models.CharField(max_length=60, unique=True)
    assembly = models.ForeignKey(Assembly, on_delete=models.PROTECT, related_name="recruitments")
    form_slug = models.SlugField(max_length=80, unique=True)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    purpose_decision_id = models.CharField(max_length=60, blank=True)
    purpose_reader_id = models.CharField(max_length=60, blank=True)
    purpose = models.TextField(blank=True)
    address = models.CharField(max_length=200, blank=True)  # where this centre is found, for links in mails

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assembly"], condition=Q(state="open"), name="one_open_call"),
            models.CheckConstraint(condition=Q(number__gte=1), name="a_call_is_for_somebody"),
        ]


class Quota(models.Model):
    """At least and at most how many with one value of one feature; and how far a person may stretch that, if at all."""

    recruitment = models.ForeignKey(Recruitment, on_delete=models.CASCADE, related_name="quotas")
    feature = models.CharField(max_length=60)
    value = models.CharField(max_length=80)
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    low_flex = models.PositiveSmallIntegerField(null=True, blank=True)
    high_flex = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low_flex__isnull=True) | Q(low_flex__lte=F("low"), high_flex__gte=F("high")),
                name="quota_stretches_outwards",
            ),
            models.UniqueConstraint(fields=["recruitment", "feature", "value"], name="quota_once"),
            models.CheckConstraint(condition=Q(high__gte=F("low")), name="quota_low_is_not_above_high"),
        ]


class Application(models.Model):
    """Somebody applied. Everyone gets an answer, with their chance in plain words."""

    class State(models.TextChoices):
        APPLIED = "applied", _("We have your application")
        CHOSEN = "chosen", _("The lottery chose you")
        ALTERNATE = "alternate", _("You are on the waiting list")
        NOT_CHOSEN = "not-chosen", _("The lottery did not choose you")
        WITHDRAWN = "withdrawn", _("You took it back")
        UNPROVED = "unproved", _("Waits until you say that it was you")
        UNCOUNTED = "uncounted", _("Not counted")

    public_id = models.CharField(max_length=60, unique=True)
    recruitment = models.ForeignKey(Recruitment, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications")
    answer_set_id = models.CharField(max_length=60, unique=True)
    entry_id = models.CharField(max_length=60)
    features = models.JSONField(default=dict)
    household = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=80, blank=True)
    reach = models.CharField(max_length=300, blank=True)  # phone or postal address of who has no e-mail
    state = models.CharField(max_length=10, choices=State.choices, default=State.APPLIED)
    chance = models.FloatField(null=True, blank=True)
    letter = models.TextField(blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recruitment", "person"], condition=~Q(state__in=["unproved", "uncounted"]), name="applied_once"
            ),
            models.CheckConstraint(
                condition=Q(chance__isnull=True) | Q(chance__gte=0, chance__lte=1), name="chance_between_0_and_1"
            ),
        ]


class Fixed(models.Model):
    """Somebody who must, or must not, be on the panel, with a reason that is published. For staff to use rarely."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="fixed")
    include = models.BooleanField()
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="fixed_has_a_reason")]


class Draw(models.Model):
    """A run of the lottery. It proposes; a named person confirms it: once for a call, and for each replacement."""

    class State(models.TextChoices):
        RUNNING = "running", _("Being drawn")
        PROPOSED = "proposed", _("Waits for a person to confirm it")
        CONFIRMED = "confirmed", _("Confirmed")
        IMPOSSIBLE = "impossible", _("Not possible as asked")
        DROPPED = "dropped", _("Not used")

    public_id = models.CharField(max_length=60, unique=True)
    recruitment = models.ForeignKey(Recruitment, on_delete=models.PROTECT, related_name="draws")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    job_id = models.CharField(max_length=60, blank=True)
    replacement = models.BooleanField(default=False)
    gone = models.JSONField(default=list)  # of a replacement: the memberships whose seats are empty
    seed = models.PositiveBigIntegerField()
    called = models.CharField(max_length=100, blank=True)  # what those who watched called out: then it is the seed
    result = models.JSONField(default=dict)  # panel, alternates, chances by application, tables: ids only
    record = models.JSONField(default=dict)  # what anyone needs to check it
    fault = models.JSONField(default=dict)
    decision_id = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recruitment"], condition=Q(state="confirmed", replacement=False), name="one_confirmed_draw"
            ),
            models.CheckConstraint(condition=~Q(state="confirmed") | ~Q(decision_id=""), name="a_person_confirmed"),
        ]

    @property
    def begins_with(self) -> str:
        """What the draw begins with: words of the audience, or a number of the machine."""
        return self.called or str(self.seed)
