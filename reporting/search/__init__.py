"""One box on every page: a number with its trace and its table, tables, sections, units, reports,
people, editions, indicators, commitments, meetings and feedback, each for who may read it."""
