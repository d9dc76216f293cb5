"""Evidence on the pages: attached, opened, removed, chosen; and as other pages show it."""
