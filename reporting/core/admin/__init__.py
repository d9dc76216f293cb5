"""The administration's site and its pages of records: who may open them, and the audit row of
each write."""
