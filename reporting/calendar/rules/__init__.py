"""The calendar in plain Python: the days of a report, where it stands, and the days off."""
