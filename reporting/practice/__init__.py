"""A year to practise on: planned, played and removed. It must not know a way around the rules,
and counts nowhere."""
