"""Dash components made from drawings and texts; no work on data here."""
