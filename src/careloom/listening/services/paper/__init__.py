"""Paper: requests for it, copies to print, scans and their review, letters."""

from careloom.listening.services.paper.asking import ask_for_paper, paper_sent
from careloom.listening.services.paper.printing import forget_printed, order_copies, print_copies

__all__ = ["ask_for_paper", "forget_printed", "order_copies", "paper_sent", "print_copies"]
