"""Easy Read words of a form: what its fields are called, and the help beside them.

A form says them in `EASY`. A field that it does not name is called the same in both editions.
"""

from collections.abc import Mapping
from typing import Any

Words = Mapping[str, tuple[Any, Any]]  # {field: (label, help)}; "" is no help


def say_it_easily(form: Any) -> None:
    """Give the fields of a form their Easy Read words. Its names, choices and errors stay."""
    easy: Words = getattr(form, "EASY", {})
    for bound in form if easy else ():
        if bound.name in easy:
            label, hint = easy[bound.name]
            bound.label = bound.field.label = label
            bound.help_text = bound.field.help_text = hint
