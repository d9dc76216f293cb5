"""A longer report is prefilled once, and adopts what its component periods add up to where a
person says so."""
