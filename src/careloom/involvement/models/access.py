"""Money that makes taking part possible; paid before, so that nobody has to lend it to us."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.people.models import Person


class AccessBudget(models.Model):
    """What is there for one year."""

    year = models.PositiveSmallIntegerField(unique=True)
    pence = models.PositiveBigIntegerField()


class AccessBooking(models.Model):
    """Travel, an interpreter, cover at home: asked for by a person, booked and paid by us."""

    class Kind(models.TextChoices):
        TRAVEL = "travel", _("Travel")
        CARER_COVER = "carer-cover", _("Carer cover")
        ASSISTANT = "assistant", _("Personal assistant")
        INTERPRETER = "interpreter", _("Sign language interpreter")
        WELSH = "welsh", _("Welsh interpreter")
        CAPTIONS = "captions", _("Captions")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        BOOKED = "booked", _("Booked and paid by us")
        NOT_NEEDED = "not-needed", _("Not needed any more")

    public_id = models.CharField(max_length=60, unique=True)
    budget = models.ForeignKey(AccessBudget, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="access_bookings")
    about = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    pence = models.PositiveIntegerField(default=0)
    prepaid = models.BooleanField(default=True)
    once = models.CharField(max_length=80, unique=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(prepaid=True) | Q(person__isnull=False), name="only_a_person_pays_first")
        ]
