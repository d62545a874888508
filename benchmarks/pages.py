"""CPU per public page at 1,000 projects, beside a bare Django page in the same run."""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable

ROUNDS = 30
ADDRESSES = ["/", "/projects/", "/projects/b0001/", "/topics/", "/coverage/", "/figures/", "/places/", "/about/"]


def cpu(call: Callable[[], object]) -> float:
    """Median CPU milliseconds of one call."""
    call()
    spent = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        call()
        spent.append((time.process_time() - begin) * 1000)
    return statistics.median(spent)


def main() -> None:
    """Build 1,000 projects in a temporary centre and open each page."""
    os.environ["CARELOOM_FOLDER"] = tempfile.mkdtemp(prefix="careloom-bench-")
    import django

    django.setup()
    from django.core.management import call_command
    from django.http import HttpRequest, HttpResponse
    from django.template import Context, Template
    from django.test import Client, RequestFactory

    from careloom.projects.models import Project
    from careloom.site import demo

    call_command("migrate", verbosity=0)
    demo.load()
    known = Project.objects.get(register_id="p01")
    for number in range(1, 1001):
        known.pk, known.public_id, known.register_id = None, f"project_b{number:04d}", f"b{number:04d}"
        known.save()
    bare = Template("<!doctype html><title>{{ a }}</title><p>{{ a }}</p>")

    def plain(request: HttpRequest) -> HttpResponse:
        return HttpResponse(bare.render(Context({"a": request.path})))

    request = RequestFactory().get("/")
    rows = [{"page": "bare Django view", "cpu_ms": cpu(lambda: plain(request)), "bytes": 0}]
    client = Client(headers={"host": "localhost"})
    for address in ADDRESSES:
        answer = client.get(address)
        rows.append(
            {"page": address, "cpu_ms": cpu(lambda a=address: client.get(a)), "bytes": len(answer.content),
             "status": answer.status_code}
        )  # fmt: skip
    if "--json" in sys.argv:
        print(json.dumps(rows))
    for row in rows:
        print(f"{row['page']:24} {row['cpu_ms']:7.2f} ms CPU {row['bytes']:8} bytes")


if __name__ == "__main__":
    main()
