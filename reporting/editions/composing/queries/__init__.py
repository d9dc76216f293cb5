"""The parts of a report and the document that they make."""
