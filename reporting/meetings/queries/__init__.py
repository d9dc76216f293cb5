"""Meetings, and the agenda that writes itself."""
