"""Forms out and scans in: one definition as a tagged PDF, and marked boxes read back from scans of it.

`form` what stands on paper · `from_file` a form from a questionnaire's own file · `printing` the PDF and the map of
its boxes · `reading` scans to answers. Reading needs the extra `paper`.
"""

from careloom_methods.paper.form import Form, Item, Section
from careloom_methods.paper.from_file import ballot, form_of, forms_of, group_form
from careloom_methods.paper.layout import Layout, Spot
from careloom_methods.paper.printing import fonts, layout_of, pdf
from careloom_methods.paper.serials import PageCode, serial
from careloom_methods.paper.words import words_for

__all__ = [
    "Form", "Item", "Layout", "PageCode", "Section", "Spot", "ballot", "fonts", "form_of", "forms_of",
    "group_form", "layout_of", "pdf", "serial", "words_for",
]  # fmt: skip
