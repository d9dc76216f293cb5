"""The calendar: when what is due, for everybody; and for the Secretariat, how that is changed."""
