"""The reports that are owed, their days and their status; what a change of the calendar would
do."""
