"""The ledger, for everyone."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from careloom.thread import ledger, queries, verify_ledger
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def ledger_page(request: HttpRequest) -> HttpResponse:
    """What the ledger is, and how to check it."""
    return show(request, "thread/ledger", {"block": queries.last_block()})


@allow("anyone")
def verifier(request: HttpRequest) -> HttpResponse:
    """The program that checks the record: one file that needs nothing but Python."""
    answer = HttpResponse(Path(verify_ledger.__file__).read_bytes(), content_type="text/x-python")
    answer["Content-Disposition"] = 'attachment; filename="verify_ledger.py"'
    return answer


@allow("anyone")
def ledger_file(request: HttpRequest) -> StreamingHttpResponse:
    """The sealed ledger as JSON Lines."""
    answer = StreamingHttpResponse((text + "\n" for text in ledger.exported()), content_type="application/jsonl")
    answer["Content-Disposition"] = 'attachment; filename="ledger.jsonl"'
    return answer
