"""The reference page lists every field of the schema."""

from careloom_methods.records.evidence import FIELDS
from tests.rules import tree


def test_every_field_is_on_the_page() -> None:
    page = (tree.ROOT / "docs/reference/evidence-schema.md").read_text()
    assert [f.name for f in FIELDS if f"| `{f.name}` |" not in page] == []
    assert [c for f in FIELDS for c in f.choices if f"`{c}`" not in page] == []
