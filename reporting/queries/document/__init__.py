"""The annual report as a Document: the catalogue's outline, an edition and one consolidation."""
