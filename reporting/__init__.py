"""Reports from a cell to a printed page: a room for each job, floors in each room, and imports
that run one way (see docs/architecture.md)."""
