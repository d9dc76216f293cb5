"""Rates, progress and any table by unit, row and period, also as documents to take away."""
