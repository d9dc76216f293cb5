"""Reading and taking away what is published: pages of the report, traces of its tables, files."""
