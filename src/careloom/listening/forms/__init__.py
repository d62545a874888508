"""Forms of this room."""

from careloom.listening.forms.asking import PaperForm, WaitingForm
from careloom.listening.forms.outreach import OutreachForm

__all__ = ["OutreachForm", "PaperForm", "WaitingForm"]
