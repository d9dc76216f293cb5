"""Committees, their groups and deputies: reads."""
