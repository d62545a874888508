"""How long our own forms take people: measured, without anybody's name."""

from django.db import models
from django.db.models import Q


class FormTime(models.Model):
    """Seconds from opening a form to sending it. Who sent it is not kept."""

    form = models.SlugField(max_length=40)
    about = models.CharField(max_length=60, blank=True, db_index=True)  # the meeting, project or site that asked
    seconds = models.PositiveIntegerField()
    month = models.DateField()  # its first day; the time of day would point at somebody

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(seconds__gte=1, seconds__lte=7200), name="form_took_a_while")]
