"""People are invited, changed and deactivated, units added and renamed; nobody is removed."""
