"""Accepted reports become figures: chosen, added up, checked, traced and proved. It must not
know who accepts reports and who writes of the figures."""
