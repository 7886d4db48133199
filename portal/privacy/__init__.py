"""Keeps what residents confide: finds, hides, encrypts and limits. Knows no order and no page."""
