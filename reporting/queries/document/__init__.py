"""The annual report as a Document, from the catalogue's outline and one consolidation."""

from reporting.queries.document.build import build_document

__all__ = ["build_document"]
