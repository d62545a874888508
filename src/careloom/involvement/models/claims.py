"""Who came, what they claim, who agreed, when it was paid."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from careloom.involvement.models.offers import Offer
from careloom.involvement.models.opportunities import Opportunity
from careloom.people.models import Person


class Attendance(models.Model):
    """Somebody took part for some minutes on a day."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "person", "day"], name="attended_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="attended_some_minutes"),
        ]


class PayFile(models.Model):
    """One list for the pay office."""

    public_id = models.CharField(max_length=60, unique=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    paid_on = models.DateField(null=True, blank=True)


class Claim(models.Model):
    """What one person asks to be paid under one offer. Whoever asks, or wrote it, never approves it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Waits for you to send it")
        SENT = "sent", _("We are checking it")
        RETURNED = "returned", _("We asked you something")
        APPROVED = "approved", _("Agreed")
        PAID = "paid", _("Paid")

    public_id = models.CharField(max_length=60, unique=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="claims")
    claimant_id = models.CharField(max_length=60, db_index=True)
    raised_by = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    question = models.TextField(blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=60, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    pay_file = models.ForeignKey(PayFile, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by="") | ~(Q(approved_by=F("claimant_id")) | Q(approved_by=F("raised_by"))),
                name="approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="", approved_at__isnull=True)
                | (~Q(approved_by="") & Q(approved_at__isnull=False)), name="approval_has_name_and_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "paid"]) | ~Q(approved_by=""), name="paid_only_if_approved"
            ),
            models.CheckConstraint(condition=~Q(state="paid") | Q(paid_on__isnull=False), name="paid_on_a_day"),
            models.UniqueConstraint(fields=["offer"], condition=Q(state="draft"), name="one_draft_claim"),
        ]  # fmt: skip


class ClaimLine(models.Model):
    """One amount in pence. Time is a fee; everything else is an expense and not earnings."""

    class Kind(models.TextChoices):
        TIME = "time", _("Time")
        TRAVEL = "travel", _("Travel")
        CHILDCARE = "childcare", _("Childcare")
        CARER = "carer", _("Replacement carer")
        FOOD = "food", _("Food")
        PHONE = "phone", _("Phone or internet")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField()
    pence = models.PositiveIntegerField()
    attendance = models.OneToOneField(Attendance, null=True, blank=True, on_delete=models.PROTECT)
    once = models.CharField(max_length=80, unique=True, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="time", attendance__isnull=False) | ~Q(kind="time"), name="time_was_attended"
            )
        ]
