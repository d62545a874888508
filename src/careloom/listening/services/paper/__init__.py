"""Paper: requests for it, copies to print, scans and their review, letters."""

from careloom.listening.services.paper.accepting import (
    NotReady,
    accept_all,
    accept_copy,
    forget_copies,
    forget_pictures,
    forget_withdrawn,
    missing_pages,
    run_accepting,
    set_aside,
)
from careloom.listening.services.paper.asking import ask_for_paper, paper_sent
from careloom.listening.services.paper.letters import letter_sent
from careloom.listening.services.paper.printing import forget_printed, order_copies, print_copies
from careloom.listening.services.paper.reviewing import SettledAlready, settle
from careloom.listening.services.paper.scanning import TooLarge, keep_scans, read_scans

__all__ = [
    "NotReady", "SettledAlready", "TooLarge", "accept_all", "accept_copy", "ask_for_paper", "forget_copies",
    "forget_pictures", "forget_printed", "forget_withdrawn", "keep_scans", "letter_sent", "missing_pages",
    "order_copies", "paper_sent", "print_copies", "read_scans", "run_accepting", "set_aside", "settle",
]  # fmt: skip
