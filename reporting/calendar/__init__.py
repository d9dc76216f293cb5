"""Which reports are owed, when each opens, is due and closes, and who has more time. It must not
know what a report says."""
