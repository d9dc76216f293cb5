"""Meetings of units: planned with an agenda that writes itself, held, signed; their decisions
become commitments, their minutes a file."""
