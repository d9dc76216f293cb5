"""The invented year is opened, written unit by unit and removed again."""
