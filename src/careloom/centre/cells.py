"""Cells of tables that leave: one rule for what a spreadsheet would run as a formula, and how it is kept from it."""

import re
import unicodedata

STARTS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")  # some office programs read the wide signs as the narrow ones
BREAKS = tuple("\t\r\n")
NUMBER = re.compile(r"[+-][\d.,\s]*")  # "-2.5", "+44 20 7946 0000", "-"
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # blanks, control signs, marks of direction, byte-order marks


def runs(cell: str, *, numbers: bool = False) -> bool:
    """Would a spreadsheet run this cell? Signs that nobody sees may stand in front of the formula.

    A signed number is one only with `numbers`: where no cell should ever be reckoned with.
    """
    seen = next((n for n, sign in enumerate(cell) if unicodedata.category(sign) not in UNSEEN), len(cell))
    said = cell[seen:]
    if cell.startswith(BREAKS):
        return True
    return said.startswith(STARTS) and (numbers or not NUMBER.fullmatch(said))


def harmless(cell: object, *, exactly: bool = False, numbers: bool = False) -> str:
    """The cell with an apostrophe in front if a spreadsheet would run it.

    With `exactly` a text that has such an apostrophe of its own gets one more, so that `as_written` gives back each
    text as it was.
    """
    text = "" if cell is None else str(cell)
    return f"'{text}" if runs(text.lstrip("'") if exactly else text, numbers=numbers) else text


def as_written(cell: str) -> str:
    """What a cell said before `harmless(…, exactly=True)`."""
    return cell[1:] if cell.startswith("'") and runs(cell.lstrip("'")) else cell
