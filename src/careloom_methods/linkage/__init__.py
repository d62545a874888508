"""Records that are the same, that report one study, or that are about one another."""

from careloom_methods.linkage.deduping import Linked, dedupe
from careloom_methods.linkage.model import Compared, compare
from careloom_methods.linkage.prepared import Prepared, prepare

__all__ = ["Compared", "Linked", "Prepared", "compare", "dedupe", "prepare"]
