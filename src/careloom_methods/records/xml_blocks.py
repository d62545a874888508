"""XML from strangers: each record is cut out and parsed alone, so that one bad record costs one record."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from careloom_methods.errors import MethodError
from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading

Element = Any


def elements(text: str, name: str, reading: Reading) -> Iterator[tuple[int, Element]]:
    """(line, element) for each `<name>` in the text; what cannot be parsed is refused with its line."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if re.search(r"<!ENTITY", text, re.I):
        raise MethodError("unsafe_xml", "This file defines its own XML entities. We do not open such files.")
    starts = [m.start() for m in re.finditer(rf"<{name}(?=[\s>])", text)]
    line, at = 1, 0
    for start, after in zip(starts, [*starts[1:], len(text)], strict=True):
        line, at = line + text.count("\n", at, start), start
        end = text.find(f"</{name}>", start, after)
        if end < 0:
            reading.refuse(line, "no_end", f"This record has no closing </{name}>.")
            continue
        try:
            yield line, fromstring(text[start : end + len(name) + 3], forbid_dtd=True)
        except (ParseError, DefusedXmlException) as wrong:
            reading.refuse(line, "bad_xml", f"This record is not well-formed XML: {wrong}.")


def words(element: Element | None) -> str:
    """All text inside an element, style tags left out."""
    return cleaning.plain("".join(element.itertext())) if element is not None else ""
