"""An open call with a form of the engine, and taking an application back."""

from datetime import date
from pathlib import Path

from django.db import transaction

from careloom.assemblies import events, queries
from careloom.assemblies.models import Application, Assembly, Quota, Recruitment
from careloom.assemblies.services.applying import take_applications
from careloom.assemblies.services.before import check_inclusion
from careloom.involvement.services import Refused
from careloom.questionnaires import queries as forms
from careloom.questionnaires import services as engine
from careloom.questionnaires.words import Twin
from careloom.thread.ids import new_id
from careloom.thread.services import record

DATA = Path(__file__).parent.parent / "data"
TWINS: list[Twin] = [("standard", "en"), ("easy", "en"), ("standard", "cy"), ("easy", "cy")]


@transaction.atomic
def open_call(
    *, assembly: Assembly, slug: str, checkers: dict[str, str], sign_off: str, inclusion: tuple[str, str], by: str,
    closes_on: date | None = None, address: str = "",
) -> Recruitment:  # fmt: skip
    """Open a call for every free seat, with its own form in English and Welsh, each in Easy Read too. Raises Refused.

    `inclusion`: who would be missing, and what could keep somebody away, with what we do about it: no call without.
    `address` is where this centre is found, such as https://centre.example; mails to applicants link there.
    """
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
                                      number=sum(free.values()), address=address)  # fmt: skip
    Quota.objects.bulk_create(
        [Quota(recruitment=made, feature="role_group", value=role, low=n, high=n) for role, n in free.items()]
    )
    missing, barriers = inclusion
    check_inclusion(about=made.public_id, step="call", missing=missing, barriers=barriers, by=by)
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


@transaction.atomic
def withdraw(*, application: Application, by: str) -> bool:
    """Take an application back before the draw; nobody asks why."""
    done = Application.objects.filter(pk=application.pk, state__in=["applied", "alternate"])
    if not done.update(state=Application.State.WITHDRAWN):
        return False
    record(event=events.WITHDRAWN, subject=application.public_id, by=by)
    return True
