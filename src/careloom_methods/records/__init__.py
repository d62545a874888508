"""Reading what other programs export, without losing a record in silence, and writing it again."""

from careloom_methods.records.reading import read, read_file
from careloom_methods.records.record import Reading, Record
from careloom_methods.records.writing import WRITERS, write, write_items

__all__ = ["WRITERS", "Reading", "Record", "read", "read_file", "write", "write_items"]
