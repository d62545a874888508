"""What we offer a person for their time, in writing, before they say yes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.involvement.models.opportunities import Opportunity
from careloom.people.models import Person


class Offer(models.Model):
    """Written terms and the person's answer. Private to the person and to those who pay."""

    class State(models.TextChoices):
        MADE = "made", _("Waits for your answer")
        ACCEPTED = "accepted", _("You said yes")
        DECLINED = "declined", _("You said no to the money")
        ENDED = "ended", _("Ended")

    class Employer(models.TextChoices):
        NO = "no", _("No")
        OWN_TIME = "own-time", _("I have a job, but this is not part of it and I do it in my own time")
        COVERED = "covered", _("Yes, my employer pays me for this time")

    class Benefits(models.TextChoices):
        NO = "no", _("No")
        YES = "yes", _("Yes")
        NOT_SAY = "not-say", _("I would rather not say")

    class Advice(models.TextChoices):
        HAD = "had", _("I had advice, or I know where I stand")
        WANT = "want", _("I want advice first")
        NOT_WANTED = "not-wanted", _("I do not want advice; I know where to get it")

    class How(models.TextChoices):
        BANK = "bank", _("Into my bank account")
        VOUCHER = "voucher", _("Vouchers")
        CHARITY = "charity", _("Give it to a charity")

    public_id = models.CharField(max_length=60, unique=True)
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="offers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=State.choices, default=State.MADE)
    what = models.TextField()
    how_long = models.CharField(max_length=200)
    how_often = models.CharField(max_length=200)
    task = models.SlugField(max_length=60, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    pence = models.PositiveIntegerField(default=0)  # the rate on the day of the offer
    agreed_pence = models.PositiveIntegerField(null=True, blank=True)  # less than the rate, where a person wants less
    expenses = models.JSONField(default=list)
    employer = models.CharField(max_length=10, choices=Employer.choices, blank=True)
    benefits = models.CharField(max_length=10, choices=Benefits.choices, blank=True)
    advice = models.CharField(max_length=12, choices=Advice.choices, blank=True)
    how = models.CharField(max_length=10, choices=How.choices, default=How.BANK)
    decision_id = models.CharField(max_length=60, blank=True)  # who decided where sources conflict
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "person"], name="offered_once"),
            models.CheckConstraint(
                condition=Q(agreed_pence__isnull=True) | Q(agreed_pence__lte=models.F("pence")),
                name="agreed_is_no_more",
            ),
            models.CheckConstraint(
                condition=Q(state="made") | Q(state="ended") | Q(answered_at__isnull=False), name="answer_has_a_time"
            ),
        ]
