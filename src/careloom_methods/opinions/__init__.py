"""Opinion groups and common ground: who votes alike, what everybody agrees on, and how sure that is.

`analyse` is the whole way; `Votes` is what it reads; `Live` keeps the same result fresh vote by vote.
"""

from careloom_methods.opinions.analysis import analyse
from careloom_methods.opinions.live import Live
from careloom_methods.opinions.votes import Votes

__all__ = ["Live", "Votes", "analyse"]
