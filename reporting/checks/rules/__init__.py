"""Plain rules over reported rows: of one table, between rows, against the past and the peers."""
