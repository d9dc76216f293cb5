"""The reports that are owed, their days and status; and what a change of the calendar would do."""
