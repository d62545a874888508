"""The whole thread on real input, in order and with no step by hand: `./careloom demo --real`.

Real: the register's topics, projects and figures; the statements and votes of five public conversations; a labelled set
of evidence. Made up, and named so on every page: the people, their survey answers and ballots, the meetings, decisions.
Everything goes through the services that pages use. One file here is one step of the walk.
"""

from careloom.site.real.running import Real, run

__all__ = ["Real", "run"]
