"""The pages of the calendar and of extensions."""
