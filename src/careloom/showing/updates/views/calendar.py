"""What is coming, as a page and as a calendar file to subscribe to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.showing.updates import ical, twins
from careloom.showing.updates.queries import dates
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def coming(request: HttpRequest) -> HttpResponse:
    """Events, calls and last days, the next first; the nation stands in the address."""
    nations, nation = dict(centre.nations()), request.GET.get("nation", "")
    rows = [{"row": row, "kind": dates.KINDS[row.kind], "nation": nations.get(row.nation, "")}
            for row in dates.coming(nation)]  # fmt: skip
    return show(request, "updates/coming", {"rows": rows, "nations": nations, "nation": nation})


def _summary(row: dates.Dated) -> str:
    return _("Last day: %s") % row.title if row.is_last_day else row.title


@allow("anyone")
def file(request: HttpRequest) -> HttpResponse:
    """The same as iCal, in the language of the address."""
    host, now = settings.ADDRESS.rpartition("/")[2].split(":")[0], timezone.now().replace(microsecond=0)
    events = [
        ical.Event(
            uid=f"{row.ref}@{host}", begins=row.at, summary=_summary(row),
            stamp=now, description=row.says, where=row.where, address=settings.ADDRESS + row.address,
        ) for row in dates.in_calendar(request.GET.get("nation", "")) if row.at
    ]  # fmt: skip
    made = ical.calendar(events, name=_("Careloom: what is coming"), language=twins.now(), maker="Careloom")
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")
