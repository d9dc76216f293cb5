"""Sentences that refer to figures: how they are read, set and taken apart. They must not know
who writes them, nor how a figure came to be."""
