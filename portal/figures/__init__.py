"""Tallies and printed papers, from live data."""
