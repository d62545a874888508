"""The library of three kinds, screening, triage, gaps, research partners."""
