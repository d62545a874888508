"""This room's background work."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from careloom.jobs.registry import job
from careloom.jobs.services import progress
from careloom.listening import launch as letters
from careloom.listening import services
from careloom.listening.models import Codebook, PaperBatch, Scanning, Waiting
from careloom.listening.queries import scans
from careloom.listening.queries.coding.report import report_data
from careloom.listening.services import coding, paper
from careloom.listening.services.results import NothingToRelease
from careloom.questionnaires.models import Questionnaire


def _book(public_id: str) -> Codebook:
    return Codebook.objects.select_related("questionnaire").get(public_id=public_id)


def _saying(running: Any) -> Any:
    return lambda done, total, sentence: progress(running, done=done, total=total, sentence=sentence)


@job("listening.gather", _("Bring new answers to the people who read them"), long=True)
def gather(*, running: Any, codebook: str) -> Any:
    """Bring new answers to the coders: languages and order are found while people go on coding."""
    book = _book(codebook)
    found = coding.find_texts(codebook=book, say=_saying(running))
    return lambda: coding.gather_texts(codebook=book, by=running.by, found=found)


@job("listening.suggest", _("Learn from the newest codings"), long=True)
def suggest(*, running: Any, codebook: str) -> Any:
    """Learn from the newest codings, and suggest for what comes next."""
    book = _book(codebook)
    found = coding.think_ahead(codebook=book, say=_saying(running))
    return lambda: coding.suggest_ahead(codebook=book, found=found)


@job("listening.report", _("Draft a report of themes"), long=True)
def report(*, running: Any, codebook: str) -> Any:
    """A draft report from the codings as they stand."""
    book = _book(codebook)
    data = report_data(book)
    return lambda: coding.make_report(codebook=book, by=running.by, data=data)


@job("listening.watch", _("Follow withdrawn answers and withdrawn consent"), every=300)
def watch(*, running: Any) -> None:
    """Answers and consent that were taken back or corrected: rows go, reports are made anew, the thread says so."""
    coding.withdraw_quotes_without_consent()
    paper.forget_withdrawn(by="system")
    for book in Codebook.objects.select_related("questionnaire"):
        coding.forget_withdrawn(codebook=book)
        corrected = coding.find_corrected(codebook=book)
        if corrected.changed or corrected.gone:
            coding.gather_texts(codebook=book, by="system", found=corrected)
        coding.renew_reports(codebook=book)


@job("listening.launch", _("Write to everybody who waits for a survey"))
def launch(*, running: Any, questionnaire: str, address: str) -> None:
    """A job for each person who waits."""
    form = Questionnaire.objects.get(public_id=questionnaire)
    services.queue_messages(questionnaire=form, address=address, by=running.by)


@job("listening.write_to_waiting", _("Write to one person who waits for a survey"), long=True)
def write_to_waiting(*, running: Any, waiting: str, address: str) -> Any:
    """One message to one person, then our note of it together with the end of the job.

    No lock is held while the mail server thinks. Killed in between, the job sends the same message again under the
    same number, and a mail program shows it once. Somebody who left the list in the meantime gets none.
    """
    row = Waiting.objects.select_related("questionnaire").filter(public_id=waiting, mailed_at=None).first()
    if row is None:
        return lambda: None
    letters.message(row, address).send()
    return lambda: services.mark_mailed(waiting=row, by=running.by)


@job("listening.forget_mailed", _("Forget addresses that are no longer needed"), every=86_400)
def forget_mailed(*, running: Any) -> None:
    """Addresses go a month after their one message."""
    services.forget_mailed(by="system")


@job("listening.print_copies", _("Make copies to print"), long=True)
def print_copies(*, running: Any, batch: str) -> Any:
    """Copies to print, each with a number of its own."""
    made = PaperBatch.objects.select_related("version__questionnaire").get(public_id=batch)
    say = _saying(running)
    return services.print_copies(batch=made, by=running.by, say=lambda n, m: say(n, m, f"{n} of {m} copies"))


@job("listening.forget_printed", _("Forget files to print"), every=86_400)
def forget_printed(*, running: Any) -> None:
    """Files to print go after a month, pictures of paper a set number of days after the copy was accepted."""
    services.forget_printed(by="system")
    paper.forget_pictures(by="system")


@job("listening.read_scans", _("Read scans of paper forms"), long=True)
def read_scans(*, running: Any, scanning: str) -> Any:
    """Pages of an upload to copies and doubtful boxes."""
    kept = Scanning.objects.select_related("questionnaire").get(public_id=scanning)
    return paper.read_scans(scanning=kept, by=running.by, say=_saying(running))


@job("listening.accept_copies", _("Accept paper forms that are ready"), long=True)
def accept_copies(*, running: Any, questionnaire: str) -> None:
    """Copies on which nothing waits become answers."""
    form, say = Questionnaire.objects.get(public_id=questionnaire), _saying(running)
    paper.run_accepting(copies=list(scans.ready(form)), by=running.by,
                        say=lambda n, m: say(n, m, f"{n} of {m} copies"))  # fmt: skip


@job("listening.release", _("Check results and publish them"), long=True)
def release(*, running: Any, questionnaire: str) -> Any:
    """Publish the results; nothing happens while the change since last time would point at people."""
    form = Questionnaire.objects.get(public_id=questionnaire)
    progress(running, done=0, total=1, sentence="Checking that nobody can be recognised")
    try:
        ready = services.ready_to_release(questionnaire=form)
    except NothingToRelease:
        return lambda: None
    return lambda: services.release_results(questionnaire=form, by=running.by, ready=ready)
