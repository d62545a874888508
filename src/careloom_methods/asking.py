"""How a command reads its options: a wrong one is bad input like any other, not a page of usage."""

import argparse
from typing import NoReturn

from careloom_methods.errors import MethodError


class Asking(argparse.ArgumentParser):
    """argparse, but what cannot be read is a typed error with the command that explains it."""

    def error(self, message: str) -> NoReturn:
        """Raises MethodError."""
        raise MethodError("usage", message, suggestion=f"./{self.prog} --help says what it takes.")
