"""A year to practise on: planned, played and removed. It has no rule of its own on what is
right or allowed, and counts nowhere."""
