"""Statements, votes, common ground."""
