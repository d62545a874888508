"""Ways to take part, and who has a place."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from careloom.people.models import Person


class Opportunity(models.Model):
    """Something that people can take part in: a meeting, an event, a group, a survey."""

    class Kind(models.TextChoices):
        EVENT = "event", _("Event")
        MEETING = "meeting", _("Meeting")
        GROUP = "group", _("Group")
        SURVEY = "survey", _("Survey")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    public_id = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    listed = models.BooleanField(default=True)  # on the public board; a members' meeting is not
    title = models.CharField(max_length=200)
    what = models.TextField()
    how_long = models.CharField(max_length=200)
    how_often = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # each time: the sum, where the hour is paid
    where = models.CharField(max_length=200, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    nation_code = models.CharField(max_length=40, blank=True)
    task = models.SlugField(max_length=60, blank=True)  # of the rate table; empty: not paid
    expenses = models.JSONField(default=list)
    reason = models.TextField(blank=True)  # why something is paid that usually is not
    about = models.CharField(max_length=60, blank=True)  # public id of what it belongs to in a room above


class Booking(models.Model):
    """Somebody wants to come. With an `EventPlace` they come; without one they are on the waiting list."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookings")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"], condition=Q(left_at__isnull=True), name="booked_once"
            )
        ]


class EventPlace(models.Model):
    """One place at an event. There are as many rows as places, so no race can give out more."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField()
    booking = models.OneToOneField(Booking, null=True, blank=True, on_delete=models.SET_NULL, related_name="place")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "number"], name="event_place_once")]
