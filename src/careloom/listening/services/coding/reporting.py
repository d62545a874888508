"""Reports: made from the codings as they stand, published by a person, made anew when an answer is taken back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.listening import events
from careloom.listening.models import Codebook, Theme, ThemeReport
from careloom.listening.queries.coding import changes
from careloom.listening.queries.coding.report import report_data
from careloom.listening.services.coding.refusing import Refused
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record


@transaction.atomic
def make_report(*, codebook: Codebook, by: str, data: dict[str, Any] | None = None) -> ThemeReport:
    """A draft that nobody outside sees; an older draft goes. `data`, if it was counted already."""
    data = data or report_data(codebook)
    ThemeReport.objects.filter(codebook=codebook, published_at=None).delete()
    made = ThemeReport.objects.create(public_id=new_id("report"), codebook=codebook, data=data, by=by,
                                      made_at=timezone.now())  # fmt: skip
    record(event=events.REPORT_MADE, subject=made.public_id, by=by, values={"codebook": codebook.public_id})
    return made


@transaction.atomic
def publish_report(*, report: ThemeReport, by: str) -> Entry:
    """Open it to everyone; it rests on the themes that two people agreed.

    Raises Refused: 'none_agreed', 'made_before' (an answer that it counts was taken back since), 'too_few_moved'
    (beside the last report it would tell what a few people said).
    """
    if changes.moved(report.codebook, since=report.made_at).went:
        raise Refused("made_before")
    last = ThemeReport.objects.filter(codebook=report.codebook).exclude(published_at=None).order_by("pk").last()
    moved = changes.moved(report.codebook, since=last.made_at, until=report.made_at) if last else None
    if moved and not moved.safe:
        raise Refused("too_few_moved", n=moved.total)
    agreed = Theme.objects.filter(codebook=report.codebook, merged_into=None).exclude(entry_id="").exclude(agreed_by="")
    causes = list(Entry.objects.filter(public_id__in=list(agreed.values_list("entry_id", flat=True))))
    if not causes:
        raise Refused("none_agreed")
    entry = record(event=events.REPORT_PUBLISHED, subject=report.public_id, by=by, because=causes,
                   values={"codebook": report.codebook.public_id})  # fmt: skip
    report.published_at, report.entry_id = timezone.now(), entry.public_id
    report.save(update_fields=["published_at", "entry_id"])
    return entry


@transaction.atomic
def renew_reports(*, codebook: Codebook, by: str = "system") -> int:
    """After answers were taken back: the published numbers are those without them. Gives how many reports changed.

    Only when at least ten answers came or went: beside the numbers before, those of the day after would tell what
    the one person had said. Their quotes are gone from every page at once.
    """
    reports = list(ThemeReport.objects.filter(codebook=codebook).exclude(published_at=None).order_by("pk"))
    moved = changes.moved(codebook, since=reports[-1].made_at) if reports else None
    if moved is None or not moved.went or not moved.safe:
        return 0
    fresh = report_data(codebook)
    changed = [report for report in reports if report.data != fresh]
    for report in changed:
        report.data, report.made_at = fresh, timezone.now()
        report.save(update_fields=["data", "made_at"])
        record(event=events.REPORT_MADE, subject=report.public_id, by=by,
               values={"codebook": codebook.public_id, "renewed": True})  # fmt: skip
    return len(changed)
