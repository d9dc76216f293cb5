"""The first page of each role: what is to be done next. It must not have a rule of its own."""
