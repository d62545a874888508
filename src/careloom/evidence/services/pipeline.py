"""A funder's studies: taken in each quarter, matched by people, followed to findings that are put to work."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from careloom.centre.queries import nations
from careloom.evidence import events
from careloom.evidence.models import FundedStudy, Partner, PartnerAction, Question, StudyList, StudyMatch
from careloom.evidence.queries.pipeline import study_led_number
from careloom.evidence.queries.schema import codes_of
from careloom.evidence.services.triage import judge
from careloom.thread.ids import new_id
from careloom.thread.services import record
from careloom_methods import records
from careloom_methods.records import Record

LONGEST = 120  # letters of a funder's number
Line = dict[str, Any]  # {line, why}, and `taken` where the row was taken all the same
FIELDS = ("title", "plain", "abstract", "programme", "nation", "starts", "ends")


class MatchRefused(ValueError):
    """A match that cannot stand; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def take_studies(
    *, partner: Partner, name: str, data: bytes, once: str, by: str, made_up: bool = False
) -> StudyList:  # fmt: skip
    """A funder's list as it came: known studies are brought up to date by their number, new ones are added.

    Raises MethodError where the file cannot be read. A row without a number is named, not lost.
    """
    known_list = StudyList.objects.filter(once=once).first()
    if known_list:
        return known_list
    reading = records.read(data)
    made = StudyList.objects.create(public_id=new_id("studies"), once=once, partner=partner, name=name[:200], by=by,
                                    at=timezone.now())  # fmt: skip
    lines: list[Line] = [{"line": row["line"], "why": row["why"]} for row in reading.refused]
    places, own = codes_of()["nation"], dict(nations())
    known = {s.ref: s for s in FundedStudy.objects.filter(partner=partner)}
    fresh: dict[str, FundedStudy] = {}
    changed: dict[str, FundedStudy] = {}
    for row in reading.records:
        if why := _why_not(row):
            lines.append({"line": row.line if isinstance(row, Record) else row.get("line", 0), "why": why})
            continue
        values, notes = _values(row, places, own)
        if row.id in fresh or row.id in changed:
            notes.append(f"The number {row.id} stands twice in this list. The last one counts.")
        lines += [{"line": row.line, "why": note, "taken": True} for note in notes]
        study = known.get(row.id) or fresh.get(row.id)
        if study is None:
            study = fresh[row.id] = FundedStudy(public_id=new_id("study"), partner=partner, ref=row.id,
                                                made_up=made_up)  # fmt: skip
        elif row.id in known:
            changed[row.id] = study
        for field, value in values.items():
            setattr(study, field, value)
        study.seen = made
    FundedStudy.objects.bulk_create(fresh.values(), batch_size=500)
    FundedStudy.objects.bulk_update(changed.values(), [*FIELDS, "seen"], batch_size=500)
    made.taken, made.fresh, made.refused = len(fresh) + len(changed), len(fresh), lines
    made.save(update_fields=["taken", "fresh", "refused"])
    record(event=events.STUDIES_LISTED, subject=made.public_id, by=by,
           values={"partner": partner.public_id, "taken": made.taken, "new": made.fresh})  # fmt: skip
    return made


def _why_not(row: Any) -> str:
    """Why a row of a funder's list cannot be taken; empty: it can."""
    if not isinstance(row, Record) or not row.id or not row.title:
        return "A study needs the funder's number and a title."
    return f"The funder's number is longer than {LONGEST} letters." if len(row.id) > LONGEST else ""


def _values(row: Record, places: Mapping[str, str], own: Collection[str]) -> tuple[dict[str, Any], list[str]]:
    """(fields of a study, what of it could not be read). A study of the whole area has no nation."""

    def extra(*names: str) -> str:
        return next((" ".join(row.extra[n]) for n in names if row.extra.get(n)), "")

    said = extra("nation", "country").strip().lower()
    nation = places.get(said, said.replace(" ", "-"))
    nation = "" if nation in places.values() and nation not in own else nation
    written = {"starts": extra("start_date"), "ends": extra("end_date")}
    days = {name: _day(text) for name, text in written.items()}
    notes = [f"We could not read the day “{text}” and left it out." for name, text in written.items()
             if text.strip() and not days[name]]  # fmt: skip
    return {
        "title": row.title, "abstract": row.abstract,
        "plain": extra("plain_english_summary", "plain_english_abstract", "summaryofresearch_lay_summary"),
        "programme": extra("programme", "programme_stream", "funding_stream")[:200], "nation": nation[:80],
        **days,
    }, notes  # fmt: skip


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):  # as the open data have it, and as people in the UK write it
        try:
            return datetime.strptime(text.strip()[:10], form).date()
        except ValueError:
            continue
    return None


@transaction.atomic
def match_study(
    *, study: FundedStudy, topic: str, fits: bool, reason: str, by: str, study_led: bool = False, project: str = "",
    plan: str = "", findings_due: date | None = None,
) -> StudyMatch:  # fmt: skip
    """A person says whether a study fits a topic, and why. Only a yes makes the topic 'being studied'.

    Refused without a reason, and where more topics would be study-led than the partner's set-up allows.
    """
    if not reason.strip():
        raise MatchRefused("needs_reason")
    old = StudyMatch.objects.filter(study=study, topic=topic).first()
    led = study_led and fits
    if led and study_led_number(study.partner, but=topic) >= study.partner.most_study_led:
        raise MatchRefused("too_many_study_led")
    made, _ = StudyMatch.objects.update_or_create(
        study=study, topic=topic,
        defaults={"state": "yes" if fits else "no", "reason": reason.strip(), "study_led": led, "project": project,
                  "plan": plan, "findings_due": findings_due, "by": by, "at": timezone.now(),
                  "public_id": old.public_id if old else new_id("match")})  # fmt: skip
    record(event=events.MATCHED, subject=made.public_id, by=by,
           values={"study": study.public_id, "topic": topic, "fits": fits, "study_led": led})  # fmt: skip
    judge(questions=list(Question.objects.filter(topic=topic)), by=by)
    return made


@transaction.atomic
def check_evidence(*, study: FundedStudy, same: bool, by: str) -> None:
    """Does the study count the same things as evidence as we do? A yes or a no, by a person."""
    study.same_evidence = same
    study.save(update_fields=["same_evidence"])
    record(event=events.SAME_EVIDENCE, subject=study.public_id, by=by, values={"same": same})


@transaction.atomic
def agree_action(*, partner: Partner, words: str, whose: str, due: date, by: str) -> PartnerAction:
    """Something agreed at a quarterly meeting; sent twice it is one."""
    if before := partner.actions.filter(words=words, who=whose, due=due, done_at=None).first():
        return before
    made = PartnerAction.objects.create(public_id=new_id("action"), partner=partner, words=words, who=whose, due=due,
                                        by=by, at=timezone.now())  # fmt: skip
    record(event=events.ACTION_AGREED, subject=made.public_id, by=by, values={"due": due.isoformat()})
    return made


@transaction.atomic
def finish_actions(*, actions: Sequence[PartnerAction], by: str) -> None:
    """Done."""
    for action in actions:
        action.done_at = timezone.now()
        action.save(update_fields=["done_at"])
        record(event=events.ACTION_DONE, subject=action.public_id, by=by)
