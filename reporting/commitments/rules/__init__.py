"""Commitments in plain Python: the files that they are loaded from, and where one stands."""
