"""Commands for the terminal. They call what the rooms do and must not do anything themselves."""
