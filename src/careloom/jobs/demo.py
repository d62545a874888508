"""One real piece of work in the queue of the demo centre."""

from careloom.jobs import services
from careloom.jobs.models import Job

SEAL = "job_demo01"


def load(*, by: str) -> None:
    """What the demo wrote on the trace waits to be sealed."""
    services.enqueue(name="thread.seal", by=by, public_id=SEAL)


def is_loaded() -> bool:
    """Was it put there?"""
    return Job.objects.filter(public_id=SEAL).exists()
