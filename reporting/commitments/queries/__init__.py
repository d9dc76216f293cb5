"""Reads of the register, in the reader's database scope."""
