"""Writes that every room leaves behind: audit rows, jobs, locks, and forms that were posted."""
