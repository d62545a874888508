"""Answers out and in: CSV with its description, JSON, SPSS, and files of other survey tools.

Equality answers are never among what goes out. What goes out in CSV, JSON or SPSS comes back as the same answers.
"""

from careloom.questionnaires.exchange.columns import ABOUT, Column, columns
from careloom.questionnaires.exchange.files import (
           Read,
           as_csv,
           as_json,
           each_csv,
           each_json,
           metadata,
           read_csv,
           read_json,
)
from careloom.questionnaires.exchange.spss import CannotSpss, as_spss, each_spss, need_spss, read_spss

__all__ = ["ABOUT", "CannotSpss", "Column", "Read", "as_csv", "as_json", "as_spss", "columns", "each_csv", "each_json",
           "each_spss", "metadata", "need_spss", "read_csv", "read_json", "read_spss"]  # fmt: skip
