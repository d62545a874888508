"""Forms of this room."""

from careloom.listening.forms.aims import AccessGapForm, OfferForm, SafeForm, TargetForm
from careloom.listening.forms.asking import PaperForm, SignUpForm, WaitingForm
from careloom.listening.forms.outreach import OutreachForm, StepForm

__all__ = [
    "AccessGapForm", "OfferForm", "OutreachForm", "PaperForm", "SafeForm", "SignUpForm", "StepForm", "TargetForm",
    "WaitingForm",
]  # fmt: skip
