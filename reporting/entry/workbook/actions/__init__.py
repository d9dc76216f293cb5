"""Workbooks that were sent: who waits, who is read, and the marked copies kept for a day."""
