"""The answer that everyone who applied gets: what happened, their chance in plain words, and what comes next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from careloom.assemblies.models import Application, Recruitment
from careloom.centre.models import RoleGroup
from careloom.people.queries import pages_in

State = Application.State


@dataclass(frozen=True)
class Facts:
    """What all letters of one draw share."""

    assembly: str
    applied: int
    seats: int
    in_role: Counter[str]
    seats_of: dict[str, int]
    one_kind: bool  # are there seats for role groups only?
    role_names: dict[str, str]

    @classmethod
    def of(cls, call: Recruitment, rows: Sequence[Application]) -> "Facts":
        """Counted from the applications that were in the draw."""
        every = list(call.quotas.all())
        quotas = {q.value: q.high for q in every if q.feature == "role_group"}
        one_kind = all(q.feature == "role_group" for q in every)
        names = dict(RoleGroup.objects.values_list("slug", "name"))
        roles = Counter(row.features.get("role_group", "") for row in rows)
        return cls(call.assembly.name, len(rows), call.number, roles, quotas, one_kind, names)


def in_hundred(chance: float | None) -> str:
    """A chance as people see it: '9 in 100', '1 in 1,000', 'certain'."""
    if chance is None:
        return str(_("not known"))
    if chance >= 0.995:
        return str(_("certain"))
    if chance >= 0.01:
        return str(_("%d in 100") % round(chance * 100))
    return str(_("fewer than 1 in 100"))


def reason(row: Application, facts: Facts) -> str:
    """Why the chance was what it was, in one sentence."""
    if not facts.one_kind:
        return str(_("Your chance was %s. Seats were kept for several kinds of groups, so not everybody's chance was "
                     "the same.") % in_hundred(row.chance))  # fmt: skip
    role = row.features.get("role_group", "")
    values = {"chance": in_hundred(row.chance), "applied": facts.in_role[role], "seats": facts.seats_of.get(role, 0),
              "role": _(facts.role_names.get(role, role))}  # fmt: skip
    return str(_("Your chance was %(chance)s, because of seats and applications in your group (%(role)s). "
                 "Seats: %(seats)s. People who applied: %(applied)s.") % values)  # fmt: skip


def language_of(row: Application) -> str:
    """The language that the person chose."""
    return pages_in(row.person.preferred_language or "en-gb")


def answer_text(row: Application, facts: Facts) -> str:
    """The whole letter in the person's own language, in easy words for who chose Easy Read."""
    with translation.override(language_of(row)):
        easy = row.person.preferred_format == "easy"
        state = Application.State(row.state)
        first = _easy(state) if easy else _standard(state)
        parts = [_("Dear %s,") % row.person.name, first % {"assembly": facts.assembly}]
        if row.state != Application.State.WITHDRAWN:
            parts += [reason(row, facts)]
        parts += [_("The lottery was drawn by a computer, by chance. A named person looked at it and confirmed it. "
                    "Nobody judged what you wrote."),
                  _("You can see all this on your own page, and ask us anything.")]  # fmt: skip
        return "\n\n".join(str(part) for part in parts)


def replacement_text(row: Application) -> str:
    """The letter to somebody who was drawn for a seat that became empty."""
    with translation.override(language_of(row)):
        first = _easy(State.CHOSEN) if row.person.preferred_format == "easy" else str(_(
            "a seat on the Assembly %(assembly)s became free, and the lottery was drawn again among those who wait. It "
            "chose you. Please tell us on your page whether you want it. You get our offer for your time in writing "
            "first."))  # fmt: skip
        parts = [_("Dear %s,") % row.person.name, first % {"assembly": row.recruitment.assembly.name},
                 _("Your chance was %s. Those who stay kept their seats, and every promise about the mix still holds.")
                 % in_hundred(row.chance),
                 _("You can see all this on your own page, and ask us anything.")]  # fmt: skip
        return "\n\n".join(str(part) for part in parts)


def _standard(state: str) -> str:
    if state == Application.State.CHOSEN:
        return str(_("the lottery chose you for a seat on the Assembly %(assembly)s. Please tell us on your page "
                     "whether you want it. You get our offer for your time in writing first."))  # fmt: skip
    if state == Application.State.ALTERNATE:
        return str(_("the lottery did not choose you for a seat on the Assembly %(assembly)s this time. You are on the "
                     "waiting list: if somebody of your group leaves, we may ask you."))  # fmt: skip
    return str(_("the lottery did not choose you for a seat on the Assembly %(assembly)s this time. Thank you for "
                 "applying. There are other ways to take part, and you can apply again."))  # fmt: skip


def _easy(state: str) -> str:
    if state == Application.State.CHOSEN:
        return str(_("You have a seat in the Assembly %(assembly)s. Do you want it? Please tell us."))
    if state == Application.State.ALTERNATE:
        return str(_("You do not have a seat in the Assembly %(assembly)s now. You are on the waiting list. "
                     "We may ask you later."))  # fmt: skip
    return str(_("You do not have a seat in the Assembly %(assembly)s this time. You can try again. Thank you."))
