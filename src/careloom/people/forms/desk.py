"""Forms of staff about people, their roles, and the bodies we work with."""

import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.centre.queries import nations, role_groups
from careloom.people.models import Account, Organisation, Person, RoleGrant
from careloom.people.queries import one_person

NOT_SAID = [("", _("Not said"))]
YES_NO = [("", _("We do not know")), ("yes", _("Yes")), ("no", _("No"))]


def once_field() -> forms.CharField:
    """The key of one form, so that sending it twice does it once."""
    return forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=60, initial=lambda: uuid.uuid4().hex)


def nation_or_not() -> list[tuple[str, Any]]:
    """The nations of this centre, or not said."""
    return [*NOT_SAID, *nations()]


def group_or_not() -> list[tuple[str, Any]]:
    """The role groups of this centre, or not said."""
    return [*NOT_SAID, *role_groups()]


def nation_or_all() -> list[tuple[str, Any]]:
    """Where a role holds."""
    return [("", _("In all of them")), *nations(ended=False)]


class DayField(forms.DateField):
    """A day, typed or chosen."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonForm(forms.Form):
    """Only what we need to reach somebody."""

    once = once_field()
    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("We need a name.")})
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254,
                             help_text=_("Needed to sign in. Leave it empty for somebody who does not."))  # fmt: skip
    phone = forms.CharField(label=_("Phone number"), required=False, max_length=40)
    nation_code = forms.ChoiceField(label=_("Nation"), required=False, choices=nation_or_not)
    role_group = forms.ChoiceField(label=_("How are they part of social care?"), required=False, choices=group_or_not)

    def __init__(self, data: Any = None, *, person: Person | None = None) -> None:
        """Empty for somebody new, else what we know of `person`."""
        names = ("name", "email", "phone", "nation_code", "role_group")
        super().__init__(data, initial={name: getattr(person, name) for name in names} if person else None)
        self.person = person

    def clean_email(self) -> str:
        """One address signs in one person."""
        email: str = self.cleaned_data["email"]
        taken = Account.objects.filter(email__iexact=email).exclude(person=self.person)
        if email and taken.exists():
            raise forms.ValidationError(_("Somebody else signs in with this address."))
        if self.person and not email and Account.objects.filter(person=self.person).exists():
            raise forms.ValidationError(_("This person signs in with an address. Close the account first."))
        return email


class RoleForm(forms.Form):
    """What somebody may do from now on."""

    role = forms.ChoiceField(label=_("Role"), choices=RoleGrant.Role.choices)
    nation_code = forms.ChoiceField(label=_("In which nation?"), required=False, choices=nation_or_all)


class OrganisationForm(forms.Form):
    """A body, and the part it plays with us."""

    once = once_field()
    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("We need a name.")})
    kind = forms.CharField(label=_("What kind of body is it?"), required=False, max_length=60,
                           help_text=_("Such as council, charity, care provider, university."))  # fmt: skip
    size_band = forms.CharField(label=_("How large is it?"), required=False, max_length=40,
                                help_text=_("Such as under 10 staff."))  # fmt: skip
    speaks_for = forms.CharField(label=_("Who does it speak for?"), required=False, max_length=2000,
                                 widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    user_led = forms.ChoiceField(label=_("Is it led by people who draw on care?"), required=False, choices=YES_NO)
    carer_led = forms.ChoiceField(label=_("Is it led by carers?"), required=False, choices=YES_NO)
    nation_code = forms.ChoiceField(label=_("Nation"), required=False, choices=nation_or_not)
    website = forms.URLField(label=_("Its web page"), required=False, max_length=300, assume_scheme="https")
    part = forms.CharField(label=_("What is its part with us?"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("Whoever has a part is a partner. Leave it empty for others."))  # fmt: skip
    is_public = forms.BooleanField(label=_("Show it on the public page of partners"), required=False)

    def __init__(
        self, data: Any = None, *, organisation: Organisation | None = None, nations: Collection[str] | None = None
    ) -> None:
        """Empty for a new one, else what we know. Whoever works for some nations chooses among these."""
        first = {"nation_code": min(nations)} if nations else None
        super().__init__(data, initial=self._known(organisation) if organisation else first)
        if nations is not None:
            offered = [(code, name) for code, name in nation_or_not() if code in {"", *nations}]
            self.fields["nation_code"].choices = offered  # type: ignore[attr-defined]

    def _known(self, organisation: Organisation) -> dict[str, Any]:
        known = {name: getattr(organisation, name) for name in self.base_fields if name != "once"}
        words = {True: "yes", False: "no", None: ""}
        return known | {name: words[known[name]] for name in ("user_led", "carer_led")}

    def clean(self) -> dict[str, Any]:
        """Yes, no, or not known; a public page says what the partner does."""
        values = super().clean() or {}
        for name in ("user_led", "carer_led"):
            values[name] = {"yes": True, "no": False}.get(values.get(name, ""))
        if values.get("is_public") and not values.get("part"):
            self.add_error("part", _("Write what its part is before everybody sees it."))
        return values


class ContactForm(forms.Form):
    """Whom to speak to: somebody we know already."""

    who = forms.CharField(label=_("E-mail address or number of the person"), max_length=200,
                          error_messages={"required": _("We need an address or a number.")})  # fmt: skip
    what_for = forms.CharField(label=_("What can they be asked about?"), max_length=200)

    def clean_who(self) -> Person:
        """Exactly one person."""
        found = one_person(self.cleaned_data["who"].strip())
        if found is None:
            raise forms.ValidationError(_("We do not find exactly one person by this."))
        return found


class SignedCopyForm(forms.Form):
    """Something agreed with them."""

    title = forms.CharField(label=_("What is it called?"), max_length=200)
    says = forms.CharField(label=_("What does it say, in short?"), widget=forms.Textarea(attrs={"rows": 3}))
    kept_at = forms.CharField(label=_("Where is the signed copy?"), max_length=300)
    from_on = DayField(label=_("From which day?"))
    until_on = DayField(label=_("Until which day?"), required=False, help_text=_("Leave it empty if it has no end."))

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        values = super().clean() or {}
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("It cannot end before it begins."))
        return values


class WorkForm(forms.Form):
    """One thing that we do together."""

    title = forms.CharField(label=_("What do we do together?"), max_length=300)
    address = forms.CharField(label=_("Address of its page"), required=False, max_length=300,
                              help_text=_("Such as /projects/… or https://…"))  # fmt: skip
    on = DayField(label=_("Day"))

    def clean_address(self) -> str:
        """A page of ours or a web page, nothing that runs."""
        address: str = self.cleaned_data["address"].strip()
        if address.startswith("//") or (address and not address.startswith(("/", "https://", "http://"))):
            raise forms.ValidationError(_("An address begins with / or https://."))
        return address
