"""An open call with a form of the engine; applications that come in; taking one back."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from careloom.assemblies import events, queries
from careloom.assemblies.models import Application, Assembly, Quota, Recruitment
from careloom.involvement.services import Refused
from careloom.people import services as people
from careloom.people.models import Account, Person
from careloom.questionnaires import queries as forms
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import AnswerSet
from careloom.questionnaires.words import Twin
from careloom.thread.ids import new_id
from careloom.thread.models import Entry
from careloom.thread.services import record

DATA = Path(__file__).parent.parent / "data"
TWINS: list[Twin] = [("standard", "en"), ("easy", "en"), ("standard", "cy")]
FEATURES = ("role_group", "area", "first_time")


@transaction.atomic
def open_call(
    *, assembly: Assembly, slug: str, checkers: dict[str, str], sign_off: str, by: str, closes_on: date | None = None
) -> Recruitment:
    """Open a call for every free seat, with its own form in English, Easy Read and Welsh. Raises Refused."""
    free = queries.open_seats_of(assembly)
    if not sum(free.values()):
        raise Refused("no_free_seat")
    if Recruitment.objects.filter(assembly=assembly, state=Recruitment.State.OPEN).exists():
        raise Refused("call_is_open")
    version = engine.make_from_files(
        folder=DATA, name="assembly-application", slug=slug, title=f"Join the Assembly: {assembly.name}",
        kind="application", knows_person=True, twins=TWINS, checkers=checkers, sign_off=sign_off, by=by,
    )  # fmt: skip
    engine.publish(version=version, by=by, closes_on=closes_on)
    made = Recruitment.objects.create(public_id=new_id("recruitment"), assembly=assembly, form_slug=slug,
                                      number=sum(free.values()))  # fmt: skip
    Quota.objects.bulk_create(
        [Quota(recruitment=made, feature="role_group", value=role, low=n, high=n) for role, n in free.items()]
    )
    record(event=events.CALL_OPENED, subject=made.public_id, by=by, values={"seats": made.number})
    return made


@transaction.atomic
def close_call(*, recruitment: Recruitment, by: str) -> None:
    """Take no more applications; those that came are read first."""
    take_applications(recruitment=recruitment, by=by)
    form = forms.by_slug(recruitment.form_slug)
    if form is not None:
        engine.close(questionnaire=form, by=by)
    record(event=events.CALL_CLOSED, subject=recruitment.public_id, by=by)


def _person_of(answer_set: AnswerSet, values: dict[str, Any], by: str) -> tuple[Person | None, bool]:
    """(who applied, did they prove it): signed in, known by the e-mail address, or new.

    Nobody (None) where we could never answer them. An address that somebody only typed proves nothing.
    """
    if answer_set.person_id:
        return Person.objects.filter(public_id=answer_set.person_id).first(), True
    email = str(values.get("email", "")).strip().lower()
    account = Account.objects.select_related("person").filter(email=email).first() if email else None
    if account:
        return account.person, False
    name = str(values.get("name", "")).strip()
    if not name:
        return None, False
    person = people.get_to_know(name=name, email=email, nation_code=answer_set.nation,
                                role_group=answer_set.role_group, by=by)  # fmt: skip
    if email:
        people.open_account(person=person, by=by)
    return person, True


def _remember_needs(person: Person, values: dict[str, Any], by: str) -> None:
    """Format, language and access needs are asked once; who told us before keeps what they said."""
    if person.preferred_format:
        return
    needs = [line.strip()[:200] for line in str(values.get("needs", "")).splitlines() if line.strip()]
    people.set_preferences(person=person, preferred_format=values.get("format", "email"), needs=needs, by=by,
                           preferred_language=values.get("language", "en-gb"))  # fmt: skip


@transaction.atomic
def take_applications(*, recruitment: Recruitment, by: str) -> int:
    """Read what came by the form; each return and each person once. Gives the number of new applications."""
    if recruitment.state != Recruitment.State.OPEN:
        return 0
    have = set(recruitment.applications.values_list("answer_set_id", flat=True))
    known = set(recruitment.applications.values_list("person_id", flat=True))
    fresh = []
    for answer_set, values in forms.returns_of(recruitment.form_slug):
        person, proved = (None, False) if answer_set.public_id in have else _person_of(answer_set, values, by)
        if person is None or person.pk in known:
            continue
        known.add(person.pk)
        if proved:
            _remember_needs(person, values, by)
        features = {"role_group": answer_set.role_group, "area": values.get("area", ""),
                    "first_time": values.get("first-time", "")}  # fmt: skip
        fresh.append(Application(
            public_id=new_id("application"), recruitment=recruitment, person=person, features=features,
            answer_set_id=answer_set.public_id, entry_id=answer_set.entry_id,
            household=" ".join(str(values.get("home", "")).lower().split())[:80],
        ))  # fmt: skip
    Application.objects.bulk_create(fresh, batch_size=200)
    heard = {e.public_id: e for e in Entry.objects.filter(public_id__in=[a.entry_id for a in fresh])}
    for made in fresh:
        cause = [heard[made.entry_id]] if made.entry_id in heard else []
        record(event=events.APPLIED, subject=made.public_id, by=by, because=cause)
    return len(fresh)


@transaction.atomic
def withdraw(*, application: Application, by: str) -> bool:
    """Take an application back before the draw; nobody asks why."""
    done = Application.objects.filter(pk=application.pk, state__in=["applied", "alternate"])
    if not done.update(state=Application.State.WITHDRAWN):
        return False
    record(event=events.WITHDRAWN, subject=application.public_id, by=by)
    return True
