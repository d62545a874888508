"""REFI-QDA: the open exchange format of qualitative research, projects (.qdpx) and codebooks (.qdc), in and out.

Standard: REFI-QDA 1.5, schemas Project.xsd (18 March 2019) and Codebook.xsd. Offsets count Unicode code points, from 0,
the end not included, as Python does.
"""

from careloom_methods.themes.refi.model import Code, Coding, Memo, Project, Selection, Source, Warned, guid_of
from careloom_methods.themes.refi.reading import read_codebook, read_project
from careloom_methods.themes.refi.writing import codebook_file, project_file

__all__ = [
    "Code", "Coding", "Memo", "Project", "Selection", "Source", "Warned", "codebook_file", "guid_of", "project_file",
    "read_codebook", "read_project",
]  # fmt: skip
