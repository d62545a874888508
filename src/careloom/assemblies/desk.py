"""What this room puts on the desk."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careloom.assemblies import queries
from careloom.assemblies.models import Application, Draw, Invitation, Meeting, Membership
from careloom.people.rules import RULES

ENDING = timedelta(days=90)
PAGES = [
    ("assemblies:mine", gettext_lazy("My Assembly"), "signed_in"),
    ("assemblies:lead_list", gettext_lazy("My Assemblies"), "assembly_lead"),
    ("assemblies:together", gettext_lazy("All Assemblies together"), "assembly_lead"),
    ("assemblies:inclusion_list", gettext_lazy("Checks for inclusion"), "centre_staff"),
    ("assemblies:panel", gettext_lazy("Is a panel mixed enough?"), "centre_staff"),
]


def tasks(user: Any) -> list[dict[str, str]]:
    """A seat or an invitation to answer; for those who lead, draws to confirm and meetings to prepare or close."""
    person, mine = user.person, reverse("assemblies:mine")
    found = [{"address": mine, "words": _("You can have a seat on the Assembly %s") % m.assembly.name}
             for m in queries.memberships_of(person).filter(state=Membership.State.INVITED)[:3]]  # fmt: skip
    asked = queries.applications_of(person).filter(state=Application.State.UNPROVED)
    found += [{"address": mine, "words": _("Did you apply to the Assembly %s?") % row.recruitment.assembly.name}
              for row in asked[:3]]  # fmt: skip
    today = timezone.localdate()
    found += [{"address": mine, "words": _("You said you would do this by now: %s") % action.words}
              for action in queries.actions_of(person).filter(due_on__lte=today)[:3]]  # fmt: skip
    waiting = Invitation.objects.filter(person=person, answer="", meeting__state=Meeting.State.PLANNED)
    found += [{"address": reverse("assemblies:invitation", args=[i.public_id]),
               "words": _("An invitation waits for your answer: %s") % i.meeting.title}
              for i in waiting.select_related("meeting")[:5]]  # fmt: skip
    return found + (_for_leads(user) if RULES["assembly_lead"](user, {}) else [])


def _for_leads(user: Any) -> list[dict[str, str]]:
    own = list(queries.assemblies_for(user).prefetch_related("targets", "memberships"))
    draws = Draw.objects.filter(recruitment__assembly__in=own, state=Draw.State.PROPOSED)
    found = [{"address": reverse("assemblies:draw", args=[d.recruitment.assembly.nation_code,
                                                          d.recruitment.assembly.slug]),
              "words": _("A draw waits for a person to confirm it: %s") % d.recruitment.assembly.name}
             for d in draws.select_related("recruitment__assembly")]  # fmt: skip
    for outcome in queries.outcomes_to_tell(own).filter(told_by__lte=timezone.localdate())[:5]:
        first = outcome.meeting.assemblies.order_by("pk")[0]
        found.append({"address": reverse("assemblies:prepare", args=[first.nation_code, first.slug,
                                                                     outcome.meeting.public_id]),
                      "words": _("Promised to be told by now: %s") % outcome.told_whom})  # fmt: skip
    soon = Membership.objects.filter(assembly__in=own, state=Membership.State.MEMBER,
                                     until__lte=timezone.localdate() + ENDING)  # fmt: skip
    for name, nation, slug, n in (soon.values_list("assembly__name", "assembly__nation_code", "assembly__slug")
                                  .annotate(n=Count("pk")).order_by("assembly__name")):  # fmt: skip
        said = ngettext("%(n)d term ends within 90 days: %(name)s", "%(n)d terms end within 90 days: %(name)s", n)
        found.append({"address": reverse("assemblies:lead", args=[nation, slug]),
                      "words": said % {"n": n, "name": name}})  # fmt: skip
    meetings = Meeting.objects.filter(assemblies__in=own, state=Meeting.State.OPEN).prefetch_related("assemblies")
    for meeting in meetings.distinct():
        first = meeting.assemblies.all()[0]
        address = reverse("assemblies:prepare", args=[first.nation_code, first.slug, meeting.public_id])
        found.append({"address": address, "words": _("A meeting is open and not closed: %s") % meeting.title})
    return found
