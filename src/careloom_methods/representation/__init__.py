"""Who is missing, what the mix would say if it matched, and what may be published of small numbers."""

from careloom_methods.representation.again import Again, protect_again
from careloom_methods.representation.means import protect_mean
from careloom_methods.representation.missing import Gap, gaps
from careloom_methods.representation.protecting import protect, protect_table
from careloom_methods.representation.raking import Weights, rake
from careloom_methods.representation.tables import ALL, LEAST, STEP, Cell, Released, Table, rounded

__all__ = [
    "ALL", "LEAST", "STEP", "Again", "Cell", "Gap", "Released", "Table", "Weights", "gaps", "protect",
    "protect_again", "protect_mean", "protect_table", "rake", "rounded",
]  # fmt: skip
