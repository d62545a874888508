"""What people were paid, as it was first shown."""

from django.db import models


class PaidQuarter(models.Model):
    """A quarter of a year that has ended: [[role group, sum in whole units or None]]; None is hidden.

    Worked out once and never again, so that two looks at it cannot tell what one person was paid.
    """

    first_on = models.DateField(unique=True)
    shown = models.JSONField()
    at = models.DateTimeField()
