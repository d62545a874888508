"""What of this room is open data: the seals of the record."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from careloom.thread.models import Block
from careloom.thread.publishing import Column, OpenTable, Row


def blocks() -> Iterable[Row]:
    """Each sealed block; not the one of today, so that a release of a quiet day is the same as the one before."""
    for block in Block.objects.order_by("number"):
        yield {"number": block.number, "seal": block.digest, "before": block.before,
               "sealed": block.sealed_at.date().isoformat()}  # fmt: skip


TABLES = [
    OpenTable(
        "seals", _("Seals of the record"),
        _("The seal of each block of the record. Whoever kept one can show later that nothing before it was changed."),
        (Column("number", _("Number of the block"), "integer"), Column("seal", _("SHA-256 over the block")),
         Column("before", _("Seal of the block before")), Column("sealed", _("Day of sealing"), "date")),
        blocks, named=True,
    )
]  # fmt: skip
