"""Background work: reading applications, drawing, telling everyone."""

from typing import Any

from django.core.mail import get_connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.assemblies import drawing, mails, queries, services
from careloom.assemblies.models import Application, Draw, Fixed, Invitation, Recruitment
from careloom.jobs import services as jobs
from careloom.jobs.registry import job
from careloom.people import services as people
from careloom.people.models import Person
from careloom_methods.errors import MethodError


@job("assemblies.applications", gettext_lazy("Take in new applications"), every=120)
def read_applications(*, running: Any) -> None:
    """Take what came by the forms of open calls."""
    for call in Recruitment.objects.filter(state=Recruitment.State.OPEN):
        services.take_applications(recruitment=call, by="system")


def _with_protected(call: Recruitment, rows: list[dict[str, str]], features: set[str]) -> None:
    """Put the protected answers that quotas name beside the rows, under the purpose that was signed; kept nowhere."""
    reader = Person.objects.get(public_id=call.purpose_reader_id)
    known = people.read_equality_data_of_many(subjects=[row["answers"] for row in rows], purpose=call.purpose,
                                              reader=reader)  # fmt: skip
    for row in rows:
        values = known.get(row["answers"], {})
        row |= {feature: str(values.get(feature) or "not-say") for feature in features}


@job("assemblies.draw", gettext_lazy("Draw an Assembly by lottery"), long=True)
def draw(*, running: Any, draw: str) -> None:
    """Run the lottery; say how far it is; keep a proposal, or why it is impossible."""
    found = Draw.objects.select_related("recruitment__assembly").get(public_id=draw)

    def say(step: int, sentence: str) -> None:
        jobs.progress(running, done=step, total=4, sentence=sentence)

    if found.state == Draw.State.RUNNING:
        work_out(found, say=say, by=running.by)


def work_out(found: Draw, *, say: drawing.Say, by: str) -> None:
    """One draw from its applications to its proposal. Done twice it gives the same, and only the first is kept."""
    try:
        result, proof = _again(found) if found.replacement else _first(found, say)
    except MethodError as wrong:
        services.keep_impossible(draw=found, fault=wrong.as_dict()["error"], by=by)
        return
    say(4, _("Writing down the result"))
    services.keep_proposal(draw=found, result=result, proof=proof, by=by)


def _quotas(call: Recruitment, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """As the lottery reads them. Outer limits stand in every row or in none: the list is one table."""
    quotas = list(call.quotas.order_by("pk"))
    found = [{"feature": q.feature, "value": q.value, "min": str(q.low), "max": str(q.high)} for q in quotas]
    found += queries.organisation_quotas(rows)
    flex = {(q.feature, q.value): q for q in quotas if q.low_flex is not None}
    for row in found if flex else ():
        own = flex.get((row["feature"], row["value"]))
        row |= {"min_flex": str(own.low_flex), "max_flex": str(own.high_flex)} if own else {
            "min_flex": row["min"], "max_flex": row["max"]}  # fmt: skip
    return found


def people_of(call: Recruitment, rows: list[dict[str, str]], quotas: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows as the lottery reads them: with protected answers only where a quota names them."""
    protected = {q["feature"] for q in quotas if q["feature"].startswith("eq-")}
    if protected:
        _with_protected(call, rows, protected)
    for row in rows:
        row.pop("answers")
    return rows


def _first(found: Draw, say: drawing.Say) -> tuple[dict[str, Any], dict[str, Any]]:
    call = found.recruitment
    rows = queries.people_for_draw(call)
    say(1, _("Reading %d applications") % len(rows))
    quotas = _quotas(call, rows)
    fixed = list(Fixed.objects.filter(application__in=call.applications.filter(state=Application.State.APPLIED))
                 .order_by("pk").values_list("application__public_id", "include", "reason"))  # fmt: skip
    asked = drawing.Asked(
        people_of(call, rows, quotas), quotas, call.number, found.begins_with, rates=queries.drop_out_rates(),
        include=[key for key, include, _why in fixed if include],
        exclude=[key for key, include, _why in fixed if not include],
    )  # fmt: skip
    result, proof = drawing.propose(asked, say=say)
    return result, proof | {"fixed": [{"id": key, "include": include, "reason": why} for key, include, why in fixed]}


def _again(found: Draw) -> tuple[dict[str, Any], dict[str, Any]]:
    call = found.recruitment
    before = call.draws.get(state=Draw.State.CONFIRMED, replacement=False)
    quotas = before.record["quotas"]
    rows = people_of(call, queries.people_in_draw(before), quotas)
    keys = dict(call.applications.values_list("person", "public_id"))
    sitting = call.assembly.memberships.filter(state__in=["invited", "member"]).values_list("person", flat=True)
    gone = [keys[p] for p in call.assembly.memberships.filter(public_id__in=found.gone).values_list("person", flat=True)
            if p in keys]  # fmt: skip
    there = set(before.record["probabilities"])
    panel = [keys[p] for p in sitting if keys.get(p) in there] + gone
    free = call.applications.filter(public_id__in=there).exclude(fixed__include=False)
    waiting, others = (list(free.filter(state=state).values_list("public_id", flat=True))
                       for state in (Application.State.ALTERNATE, Application.State.NOT_CHOSEN))  # fmt: skip
    asked = drawing.Asked(rows, quotas, before.record["number"], found.begins_with)
    return drawing.propose_again(asked, panel=panel, gone=gone, first=waiting, then=others)


@job("assemblies.tell", gettext_lazy("Tell everyone who applied"), long=True)
def tell(*, running: Any, recruitment: str) -> None:
    """Mail everyone who applied their answer; those who asked for paper or a call stay on the desk."""
    rows = list(Application.objects.filter(recruitment__public_id=recruitment, told_at__isnull=True)
                .exclude(letter="").select_related("person", "recruitment__assembly"))  # fmt: skip
    by_mail = [row for row in rows if queries.by_mail(row.person)]
    sender = get_connection()
    for start in range(0, len(by_mail), 50):
        some = by_mail[start : start + 50]
        jobs.progress(running, done=start, total=len(by_mail), sentence=_("Writing to everyone who applied"))
        sender.send_messages([mails.answer(row) for row in some])
        services.mark_told(applications=some, by="system")


@job("assemblies.terms", gettext_lazy("End terms that are over"), every=21_600)
def terms(*, running: Any) -> None:
    """A seat is for a set time."""
    services.end_terms_that_are_over(by="system")


@job("assemblies.ask", gettext_lazy("Ask somebody whether they applied"))
def ask(*, running: Any, application: str) -> None:
    """Ask the owner of an address whether it was they who applied."""
    row = Application.objects.select_related("person", "recruitment__assembly").get(public_id=application)
    if row.state == Application.State.UNPROVED and row.recruitment.address:
        mails.ask(row).send()


@job("assemblies.invite", gettext_lazy("Mail one invitation"), long=True)
def invite(*, running: Any, invitation: str, address: str) -> Any:
    """One invitation by mail, then our note of it together with the end of the job.

    Killed in between, the job sends the same mail again under the same number, and a mail program shows it once.
    """
    rows = Invitation.objects.select_related("meeting__question", "person")
    row = rows.filter(public_id=invitation, told_at__isnull=True).first()
    if row is None:
        return lambda: None
    mails.invitation(row, address).send()
    return lambda: services.mark_invited(invitation=row, by=running.by)
