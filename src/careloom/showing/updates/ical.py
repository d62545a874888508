"""A calendar as RFC 5545 writes it: lines of at most 75 octets, escaped texts, times in UTC."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST = 75  # octets of a line, without its end (RFC 5545, 3.1)


@dataclass(frozen=True)
class Event:
    """One event. `uid` never changes; `begins` is a day (the whole of it) or a time that knows its zone."""

    uid: str
    begins: date | datetime
    summary: str
    stamp: datetime  # when these words were last so
    description: str = ""
    where: str = ""
    address: str = ""
    minutes: int = 0  # how long, if that is known


def calendar(events: Iterable[Event], *, name: str, language: str, maker: str) -> str:
    """The whole file, with the line ends that calendars ask for."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{text(maker)}//{language.upper()}", "CALSCALE:GREGORIAN",
             f"NAME;LANGUAGE={language}:{text(name)}", f"X-WR-CALNAME:{text(name)}",
             "REFRESH-INTERVAL;VALUE=DURATION:PT12H"]  # fmt: skip
    for event in events:
        lines += _event(event, language)
    return "".join(fold(line) + "\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: Event, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{utc(event.stamp)}"
    if isinstance(event.begins, datetime):
        yield f"DTSTART:{utc(event.begins)}"
        if event.minutes:
            yield f"DTEND:{utc(event.begins + timedelta(minutes=event.minutes))}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.begins:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.begins + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"  # the last day of something keeps nobody busy
    yield f"SUMMARY;LANGUAGE={language}:{text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION;LANGUAGE={language}:{text(event.description)}"
    if event.where:
        yield f"LOCATION:{text(event.where)}"
    if event.address:
        yield f"URL:{event.address}"
    yield "END:VEVENT"


def utc(at: datetime) -> str:
    """A moment. Raises ValueError for a time without a zone: nobody would know when it is."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def text(words: str) -> str:
    """Backslash, semicolon, comma and line end, as RFC 5545 3.3.11 writes them; other control characters go."""
    found = words.replace("\r\n", "\n").replace("\r", "\n")
    found = found.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(c for c in found if c == "\t" or (ord(c) >= 32 and ord(c) != 127))


def fold(line: str) -> str:
    """Lines of at most 75 octets; a character is never cut in two."""
    parts, now, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > MOST:
            parts.append(now)
            now, size = "", 1  # the blank that begins the next line counts
        now, size = now + character, size + octets
    return "\r\n ".join([*parts, now])
