"""What each role finds first, taken together from the rooms that know it."""
