"""The same comparison model through splink, on DuckDB or on a Spark session, for tens of millions of records.

Blocks and prepared values come from the same functions as our own engine; levels are the model's, written in SQL; m and
u are set so that splink's match weight is our sum of bits. Verdicts and groups are then made by the same code.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.linkage import blocking
from careloom_methods.linkage.deduping import Linked, Pair, grouped, in_order, with_verdicts
from careloom_methods.linkage.model import WEIGHTS, Compared, journals_agree
from careloom_methods.linkage.prepared import Prepared

# DuckDB and Spark name the same list functions differently.
NUMBER = "regexp_replace(page_{side}, '^[a-z]+', '')"
WORDS = {
    "duckdb": {"common": "list_intersect", "size": "len"}, "spark": {"common": "array_intersect", "size": "size"},
}  # fmt: skip
NUMBERS = {f"number_{side}": NUMBER.format(side=side) for side in "lr"}
LEVELS: dict[str, list[tuple[str, str]]] = {
    "title": [
        ("missing", "title_l = '' OR title_r = ''"),
        ("same", "title_l = title_r"),
        ("nearly the same", "{dice} >= 0.85"),
        ("one inside the other", "least(length(title_l), length(title_r)) >= 20 AND"
                                 " (contains(title_l, title_r) OR contains(title_r, title_l))"),
        ("alike", "{dice} >= 0.7"),
        ("a little alike", "{dice} >= 0.5"),
        ("different", "ELSE"),
    ],
    "authors": [
        ("missing", "{size}(families_l) = 0 OR {size}(families_r) = 0"),
        ("same first", "{size}({common}(first_l, first_r)) > 0"),
        ("some shared", "{size}({common}(families_l, families_r)) > 0"),
        ("different", "ELSE"),
    ],
    "year": [
        ("missing", "year_l IS NULL OR year_r IS NULL"),
        ("same", "year_l = year_r"),
        ("one apart", "abs(year_l - year_r) = 1"),
        ("different", "ELSE"),
    ],
    "journal": [
        ("missing", "journal_l = '' OR journal_r = ''"),
        ("same", "journal_l = journal_r OR journals_agree(journal_l, journal_r)"),
        ("different", "ELSE"),
    ],
    "volume": [("missing", "volume_l = '' OR volume_r = ''"), ("same", "volume_l = volume_r"), ("different", "ELSE")],
    "pages": [
        ("missing", "page_l = '' OR page_r = ''"),
        ("same", "page_l = page_r"),
        ("one end the same", "last_l = last_r"),
        ("same but for letters", "{number_l} = {number_r}"),
        ("different", "ELSE"),
    ],
    "doi": [
        ("missing", "{size}(doi_l) = 0 OR {size}(doi_r) = 0"),
        ("same", "{size}({common}(doi_l, doi_r)) > 0"),
        ("different", "ELSE"),
    ],
    "pmid": [("missing", "pmid_l = '' OR pmid_r = ''"), ("same", "pmid_l = pmid_r"), ("different", "ELSE")],
}  # fmt: skip
DICE = "2.0 * {size}({common}(pieces_l, pieces_r)) / ({size}(pieces_l) + {size}(pieces_r))"


def dedupe_on(records: Iterable[Mapping[str, Any]], *, engine: str = "duckdb", session: Any = None) -> Linked:
    """As `dedupe`, with the pairs found and compared by splink. Spark needs a `session` (a SparkSession).

    Raises MethodError `no_engine` where the extra package is not installed or no session was given.
    """
    known = in_order(records)
    compared = compared_on(known, engine=engine, session=session)
    result = grouped(known, with_verdicts(known, compared))
    result.not_compared = blocking.largest_left_out(known)
    return result


def compared_on(known: Sequence[Prepared], *, engine: str, session: Any = None) -> dict[Pair, Compared]:
    """Levels and sum for every pair that shares a block."""
    try:
        from splink import Linker, SettingsCreator, block_on
    except ImportError as missing:
        raise MethodError("no_engine", "This needs the extra 'linkage' (requirements/linkage.txt).") from missing
    database = _duckdb() if engine == "duckdb" else _spark(session)
    settings = SettingsCreator(
        link_type="dedupe_only", unique_id_column_name="place", probability_two_random_records_match=0.5,
        comparisons=[_comparison(field, WORDS[engine]) for field in WEIGHTS],
        blocking_rules_to_generate_predictions=[block_on("blocks", arrays_to_explode=["blocks"])],
    )  # fmt: skip
    linker = Linker(database.register(_table(known)), settings, log_level="ERROR", validate_settings=False)
    scored = linker.inference.predict()
    wanted = ", ".join(["place_l", "place_r", "match_weight", *(f"gamma_{field}" for field in LEVELS)])
    rows = linker.misc.query_sql(f"SELECT {wanted} FROM {scored.physical_name}").as_record_list()  # type: ignore[no-untyped-call]  # noqa: S608
    return dict(_read(row) for row in rows)


def _read(row: Mapping[str, Any]) -> tuple[Pair, Compared]:
    levels = {}
    for field, steps in LEVELS.items():
        levels[field] = steps[len(steps) - 1 - int(row[f"gamma_{field}"])][0]
    a, b = sorted((int(row["place_l"]), int(row["place_r"])))
    return (a, b), Compared(round(float(row["match_weight"]), 6), levels)


def _comparison(field: str, words: Mapping[str, str]) -> Any:
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    levels: list[Any] = []
    for label, condition in LEVELS[field]:
        sql = condition.replace("{dice}", DICE).format(**words, **NUMBERS)
        level = cll.ElseLevel() if sql == "ELSE" else cll.CustomLevel(sql, label_for_charts=label)
        bits = WEIGHTS[field][label]
        low = 0.5 * 2.0 ** -abs(bits)
        m, u = (0.5, low) if bits >= 0 else (low, 0.5)
        levels.append(level.configure(m_probability=m, u_probability=u, fix_m_probability=True, fix_u_probability=True))
    return cl.CustomComparison(levels, output_column_name=field)


def _agree(one: str, other: str) -> bool:
    return journals_agree(tuple(one.split()), tuple(other.split()))


def _duckdb() -> Any:
    import duckdb
    from splink.backends.duckdb import DuckDBAPI

    connection = duckdb.connect()
    connection.create_function("journals_agree", _agree, ["VARCHAR", "VARCHAR"], "BOOLEAN")
    return DuckDBAPI(connection=connection)


def _spark(session: Any) -> Any:
    if session is None:
        raise MethodError("no_engine", "Spark needs a running session; give it as session=.")
    from splink.backends.spark import SparkAPI

    session.udf.register("journals_agree", _agree, "boolean")
    # Splink keeps steps between in the session's checkpoint folder; without one, in memory and on disks of its workers.
    kept = None if session.sparkContext.getCheckpointDir() else "persist"
    return SparkAPI(  # type: ignore[no-untyped-call]  # splink
        spark_session=session, break_lineage_method=kept, register_udfs_automatically=False
    )


def _table(known: Sequence[Prepared]) -> Any:
    """The prepared values as an Arrow table, one row a record."""
    import pyarrow as arrow  # type: ignore[import-untyped]  # comes with splink

    keys = [sorted("\x1f".join(key) for key in one) for one in blocking.useful_keys(known)]
    lists, texts = arrow.list_(arrow.string()), arrow.string()
    return arrow.table({
        "place": arrow.array(range(len(known)), arrow.int64()), "blocks": arrow.array(keys, lists),
        "title": arrow.array([r.title for r in known], texts),
        "pieces": arrow.array([sorted(r.pieces) for r in known], lists),
        "first": arrow.array([sorted(r.first) for r in known], lists),
        "families": arrow.array([sorted(r.families) for r in known], lists),
        "year": arrow.array([r.year for r in known], arrow.int32()),
        "journal": arrow.array([" ".join(r.journal) for r in known], texts),
        "volume": arrow.array([r.volume for r in known], texts), "page": arrow.array([r.page for r in known], texts),
        "last": arrow.array([r.last for r in known], texts), "pmid": arrow.array([r.pmid for r in known], texts),
        "doi": arrow.array([sorted(r.doi) for r in known], lists),
    })  # fmt: skip
