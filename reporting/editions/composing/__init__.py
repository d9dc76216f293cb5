"""Passages, tables, charts and footnotes become one document. It only reads, and must not know
any page."""
