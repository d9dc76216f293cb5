"""What people choose and type on the pages of the year."""
