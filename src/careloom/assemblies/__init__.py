"""Recruitment by lottery, members, meetings."""
