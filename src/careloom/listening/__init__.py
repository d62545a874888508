"""Surveys, outreach, who is missing, themes from free text."""
