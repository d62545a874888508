"""What people say yes or no to here, and where they change it."""

from django.utils.translation import gettext_lazy as _

from careloom.people.allowed import Purposes
from careloom.showing.queries.readers import PURPOSE
from careloom.showing.updates.models import Purpose

PURPOSES: Purposes = {
    PURPOSE: (_("Write to me about what came of what I gave"), "showing:mine"),
    **{value: (label, "showing:mine_mails") for value, label in Purpose.choices},
}
