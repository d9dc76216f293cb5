"""The pages that show a unit's year and let it adopt the computed numbers."""
