"""The pages of committees and what their templates ask for."""
