"""Where everything stands on the pages of a form, in millimetres from the top left corner of each page."""

from dataclasses import dataclass
from functools import cached_property

PAGE = (210.0, 297.0)  # A4, width and height
MARK = 6.0  # side of a black square
MARKS = ((11.0, 11.0), (199.0, 11.0), (11.0, 286.0), (199.0, 286.0), (11.0, 148.5), (199.0, 148.5))  # their middles
CODE = 18.0  # side of a page code
# Top left corners of the two codes of a page, near the middle: a page that lies askew loses its corners.
CODES = ((134.0, 8.0), (96.0, 271.0))


@dataclass(frozen=True)
class Spot:
    """A box to mark, the words beside it, or a field to write in."""

    kind: str  # `box`, `words`, `field`, `item`
    key: str
    page: int  # from 1
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Layout:
    """Every spot of one form."""

    pages: int
    spots: tuple[Spot, ...]

    @cached_property
    def boxes(self) -> dict[str, Spot]:
        """Boxes by key."""
        return {spot.key: spot for spot in self.spots if spot.kind == "box"}

    @cached_property
    def words(self) -> dict[str, Spot]:
        """The words beside each box, by the box's key."""
        return {spot.key: spot for spot in self.spots if spot.kind == "words"}

    @cached_property
    def fields(self) -> dict[str, Spot]:
        """Fields to write in, by item."""
        return {spot.key: spot for spot in self.spots if spot.kind == "field"}

    @cached_property
    def items(self) -> dict[str, Spot]:
        """The block of each item."""
        return {spot.key: spot for spot in self.spots if spot.kind == "item"}

    def as_dict(self) -> dict[str, object]:
        """Plain values, to write beside a PDF."""
        return {"pages": self.pages, "page_mm": list(PAGE), "marks": [list(m) for m in MARKS],
                "spots": [spot.__dict__ for spot in self.spots]}  # fmt: skip
