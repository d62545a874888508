"""Applications that come in by the form: whose they are, and how somebody shows that it was they who applied.

Whoever is signed in, and whoever told a member of our staff, is known. An address that somebody only typed shows
nothing: where it belongs to a person we know, the application waits until that person says, by the link that we mail
there or on their own page, that it was they. Until then it is in no draw and changes nothing of theirs.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from careloom.assemblies import events
from careloom.assemblies.models import Application, Recruitment
from careloom.involvement.services import Refused
from careloom.jobs.services import enqueue
from careloom.people import services as people
from careloom.people.models import Account, Person
from careloom.questionnaires import queries as forms
from careloom.questionnaires.models import AnswerSet
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record, record_many

State = Application.State
NOT_THEIRS = (State.UNPROVED, State.UNCOUNTED)
MOST_LINKS = 3  # that one address gets for one call, so that nobody can flood it
Return = tuple[AnswerSet, dict[str, Any]]


def _email(values: dict[str, Any]) -> str:
    return str(values.get("email", "")).strip().lower()


def _needs(values: dict[str, Any]) -> list[str]:
    return [line.strip()[:200] for line in str(values.get("needs", "")).splitlines() if line.strip()]


def _same(text: object) -> str:
    """Spelling that does not tell two homes or organisations apart: small letters, single spaces."""
    return " ".join(str(text or "").lower().split())[:80]


class _Known:
    """Who is known already, looked up once for all returns."""

    def __init__(self, returns: Sequence[Return]) -> None:
        ids = {answer_set.person_id for answer_set, _ in returns if answer_set.person_id}
        self.by_id = {p.public_id: p for p in Person.objects.filter(public_id__in=ids)}
        emails = {_email(values) for _, values in returns} - {""}
        rows = Account.objects.filter(email__in=emails).select_related("person")
        self.by_email = {account.email: account.person for account in rows}
        self.fresh: list[Person] = []
        self.needs: dict[str, list[str]] = {}

    def person_of(self, answer_set: AnswerSet, values: dict[str, Any]) -> tuple[Person | None, bool]:
        """(who applied, is that shown?); None where there is not even a name."""
        if answer_set.person_id:
            return self.by_id.get(answer_set.person_id), True
        if found := self.by_email.get(_email(values)):
            return found, bool(answer_set.entered_by)
        name = str(values.get("name", "")).strip()
        return (self._newcomer(name, answer_set, values), True) if name else (None, False)

    def _newcomer(self, name: str, answer_set: AnswerSet, values: dict[str, Any]) -> Person:
        person = Person(
            public_id=new_id("person"), name=name[:200], email=_email(values), nation_code=answer_set.nation,
            role_group=answer_set.role_group, preferred_format=values.get("format", "email"),
            preferred_language=values.get("language", "en-gb"), phone=str(values.get("phone", ""))[:40],
        )  # fmt: skip
        self.fresh.append(person)
        self.needs[person.public_id] = _needs(values)
        if person.email:
            self.by_email[person.email] = person
        return person


@transaction.atomic
def take_applications(*, recruitment: Recruitment, by: str) -> int:
    """Read what came by the form; each return and each person once. Gives the number of new applications.

    The number of queries does not grow with the number of new people.
    """
    if recruitment.state != Recruitment.State.OPEN:
        return 0
    have = set(recruitment.applications.values_list("answer_set_id", flat=True))
    returns = [r for r in forms.returns_of(recruitment.form_slug) if r[0].public_id not in have]
    if not returns:
        return 0
    known = _Known(returns)
    rows = _applications(recruitment, returns, known)
    people.get_to_know_many(people=known.fresh, needs=known.needs, by=by)
    Application.objects.bulk_create(rows, batch_size=200)
    heard = {e.public_id: e for e in Entry.objects.filter(public_id__in=[a.entry_id for a in rows])}
    record_many(event=events.APPLIED, by=by, rows=[(a.public_id, {}) for a in rows],
                because={a.public_id: [heard[a.entry_id].pk] for a in rows if a.entry_id in heard})  # fmt: skip
    _remember(rows, returns, known, by)
    for row in rows:
        if row.state == State.UNPROVED:
            enqueue(name="assemblies.ask", by=by, once=f"ask:{row.public_id}", arguments={"application": row.public_id})
    return sum(row.state == State.APPLIED for row in rows)


def _applications(recruitment: Recruitment, returns: Sequence[Return], known: _Known) -> list[Application]:
    """One row for each return that counts; the first that is shown to be somebody's is theirs."""
    there = list(recruitment.applications.values_list("person__public_id", "state"))
    taken = {person for person, state in there if state not in NOT_THEIRS}
    links = Counter(person for person, state in there if state in NOT_THEIRS)
    rows = []
    for answer_set, values in returns:
        person, shown = known.person_of(answer_set, values)
        if person is None or (shown and person.public_id in taken):
            continue
        if not shown:
            links[person.public_id] += 1
            if links[person.public_id] > MOST_LINKS:
                continue
        else:
            taken.add(person.public_id)
        features = {"role_group": answer_set.role_group, "area": values.get("area", ""),
                    "first_time": values.get("first-time", "")}  # fmt: skip
        rows.append(Application(
            public_id=new_id("application"), recruitment=recruitment, person=person, features=features,
            answer_set_id=answer_set.public_id, entry_id=answer_set.entry_id,
            state=State.APPLIED if shown else State.UNPROVED, household=_same(values.get("home")),
            organisation=_same(values.get("organisation")), reach=str(values.get("reach", "")).strip()[:300],
        ))  # fmt: skip
    return rows


def _remember(rows: Sequence[Application], returns: Sequence[Return], known: _Known, by: str) -> None:
    """Somebody we know, who is shown to be themselves, told us their format and needs for the first time."""
    values_of = {answer_set.public_id: values for answer_set, values in returns}
    fresh = {person.public_id for person in known.fresh}
    for row in rows:
        if row.state == State.APPLIED and row.person.public_id not in fresh:
            _remember_needs(row.person, values_of[row.answer_set_id], by)


def _remember_needs(person: Person, values: dict[str, Any], by: str) -> None:
    """Format, language and access needs are asked once; who told us before keeps what they said."""
    if person.preferred_format:
        return
    people.set_preferences(person=person, preferred_format=values.get("format", "email"), needs=_needs(values), by=by,
                           preferred_language=values.get("language", "en-gb"))  # fmt: skip


@transaction.atomic
def prove_application(*, application: Application, by: str) -> None:
    """Yes, it was I. The newest one that was shown counts, and no other for the same call. Raises Refused."""
    call = application.recruitment
    if application.state != State.UNPROVED:
        return
    if call.state != Recruitment.State.OPEN:
        raise Refused("call_is_done")
    others = call.applications.filter(person=application.person).exclude(pk=application.pk)
    others.filter(state__in=[State.UNPROVED, State.APPLIED, State.WITHDRAWN]).update(state=State.UNCOUNTED)
    application.state = State.APPLIED
    application.save(update_fields=["state"])
    answered = AnswerSet.objects.select_related("version").filter(public_id=application.answer_set_id).first()
    if answered is not None:
        _remember_needs(application.person, forms.answers(answered), by)
    record(event=events.PROVED, subject=application.public_id, by=by)


@transaction.atomic
def disown_application(*, application: Application, by: str) -> None:
    """No, it was not I: it is not counted, and what it said is not kept here."""
    rows = Application.objects.filter(pk=application.pk, state=State.UNPROVED)
    if rows.update(state=State.UNCOUNTED, features={}, household="", organisation="", reach=""):
        record(event=events.DISOWNED, subject=application.public_id, by=by)
