"""What pages and other rooms read of the library."""

from careloom.evidence.queries.library import Filters, by_kind_and_nation, found, item_named, looked_up, usage
from careloom.evidence.queries.schema import as_schema

__all__ = ["Filters", "as_schema", "by_kind_and_nation", "found", "item_named", "looked_up", "usage"]
