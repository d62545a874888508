"""Forms of this room."""

from careloom.listening.forms.aims import AccessGapForm, OfferForm, SafeForm, TargetForm
from careloom.listening.forms.asking import PaperForm, WaitingForm
from careloom.listening.forms.outreach import OutreachForm, StepForm
from careloom.listening.forms.paper import AsideForm, CopiesForm, ScansForm

__all__ = [
    "AccessGapForm", "AsideForm", "CopiesForm", "OfferForm", "OutreachForm", "PaperForm", "SafeForm", "ScansForm",
    "StepForm", "TargetForm", "WaitingForm",
]  # fmt: skip
