"""Forms of this room."""

from careloom.people.forms.desk import ContactForm, OrganisationForm, PersonForm, RoleForm, SignedCopyForm, WorkForm
from careloom.people.forms.own import EraseForm, ForgetForm, PreferencesForm

__all__ = [
    "ContactForm",
    "EraseForm",
    "ForgetForm",
    "OrganisationForm",
    "PersonForm",
    "PreferencesForm",
    "RoleForm",
    "SignedCopyForm",
    "WorkForm",
]
