"""NIHR open data: awards, not papers. Field names are those of the open data sets; 'n/a' means nothing."""

from typing import Any

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading, Record

IDS = ("project_id", "projectid", "award_ref", "award_reference")
TITLES = ("project_title", "title", "award_title")
MARKS = {*IDS, "programme_stream", "funding_stream", "scientific_abstract", "summaryofresearch_lay_summary"}
TAKEN = {*IDS, *TITLES, "abstract", "scientific_abstract", "start_date", "chief_investigator", "lead_investigator"}
NOTHING = {"", "n/a", "na", "none", "null", "not available"}


def is_award(row: dict[str, Any]) -> bool:
    """Does a row carry the names that only this source uses?"""
    names = {key.lstrip("\ufeff").lower() for key in row}
    return bool(names & set(IDS)) and bool(names & set(TITLES)) and len(names & (MARKS | {"programme", "funder"})) >= 2


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """One award, from version 1 ({fields: {…}}), 2 ({record: {fields}}) or 2.1 (plain) of their interface."""
    inner = row.get("record", row)
    inner = inner.get("fields", inner) if isinstance(inner, dict) else row
    return {str(key).lstrip("\ufeff").lower(): value for key, value in inner.items()}


def read_rows(rows: list[Any], reading: Reading, lines: list[int]) -> None:
    """Awards, each with the line on which it begins."""
    for row, line in zip(rows, lines, strict=True):
        record = award(flat(row), line) if isinstance(row, dict) else Record()
        if record.is_empty():
            reading.refuse(line, "empty", "This award has no title and no text.")
        else:
            reading.records.append(record)


def award(row: dict[str, Any], line: int) -> Record:
    """An award as a record; dates, money, programme and summaries stay in `extra` under their own names."""
    values = {k: cleaning.plain("; ".join(map(str, v)) if isinstance(v, list) else str(v)) for k, v in row.items()
              if v is not None}  # fmt: skip
    values = {k: v for k, v in values.items() if v.lower() not in NOTHING}

    def first(*names: str) -> str:
        return next((values[name] for name in names if name in values), "")

    return Record(
        id=first(*IDS), line=line, type="report", title=first(*TITLES), year=cleaning.year(first("start_date")),
        authors=cleaning.split_list(first("chief_investigator", "lead_investigator")), publisher="NIHR",
        abstract=first("scientific_abstract", "abstract"),
        extra={"award": ["yes"]} | {k: [v] for k, v in values.items() if k not in TAKEN - {"start_date"}},
    )  # fmt: skip
