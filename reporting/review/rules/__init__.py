"""Receipts, and what is marked on the lines of a report that is reviewed: plain Python."""
