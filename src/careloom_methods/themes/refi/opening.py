"""Opening files from strangers: zips without bombs or ways out of their folder, XML without traps."""

import io
import zipfile
import zlib
from typing import Any

from careloom_methods.errors import MethodError

MOST_FILES, MOST_BYTES, MOST_PROJECT, MOST_TIMES = 200_000, 400_000_000, 100_000_000, 200
DEEPEST = 200


class Archive:
    """A .qdpx, read in memory only; nothing is ever written to a path that a file names."""

    def __init__(self, data: bytes) -> None:
        """Raises MethodError for what is no zip, or a zip that could do harm."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as reason:
            raise MethodError("not_a_zip", "The file is no .qdpx: it cannot be opened as a zip.") from reason
        if len(members) > MOST_FILES or sum(m.file_size for m in members) > MOST_BYTES:
            raise MethodError("zip_too_big", "The file unpacks to more than 400 MB, or has too many parts.",
                              files=len(members))  # fmt: skip
        for member in members:
            name = member.filename.replace("\\", "/")
            if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
                raise MethodError("zip_path", "A part of the file wants to be written outside its folder.",
                                  name=member.filename[:120])  # fmt: skip
            if member.file_size > 1_000_000 and member.file_size > MOST_TIMES * max(1, member.compress_size):
                raise MethodError("zip_bomb", "A part of the file unpacks to far more than it holds.",
                                  name=member.filename[:120])  # fmt: skip
        self.damaged: list[str] = []  # parts that are there and cannot be unpacked
        self.names = {m.filename.replace("\\", "/").lower(): m for m in members if not m.is_dir()}

    def read(self, name: str, most: int = MOST_PROJECT) -> bytes | None:
        """A part by its name, capitals not minded; None where it is not there, is damaged or is longer than it says."""
        member = self.names.get(name.lower())
        if member is None:
            return None
        try:
            with self._zip.open(member) as part:
                data = part.read(most + 1)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error):
            self.damaged.append(name)
            return None
        return data if len(data) <= most else None


def parse(data: bytes, what: str) -> Any:
    """The root element; raises MethodError for XML that is broken, has a document type or entities, or is too deep."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth, root = 0, None
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            root = element if root is None else root
            if depth > DEEPEST:
                raise MethodError("too_deep", "The file has more levels than any real project.", most=DEEPEST)
    except DefusedXmlException as reason:
        raise MethodError("unsafe_xml", f"The {what} holds definitions that we do not read, for safety.") from reason
    except ParseError as reason:
        line, column = getattr(reason, "position", (0, 0))
        raise MethodError("broken_xml", f"The {what} is broken at line {line}.", line=line, column=column) from reason
    if root is None:
        raise MethodError("broken_xml", f"The {what} is empty.", line=0, column=0)
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rsplit("}", 1)[-1]


def children(element: Any, name: str) -> list[Any]:
    """The children of this name."""
    return [child for child in element if local(child) == name]


def child(element: Any, name: str) -> Any:
    """The first child of this name, or None."""
    return next(iter(children(element, name)), None)
