"""The sentences of a report: references to figures in them, numbers typed by hand, differences."""
