"""The national report of a period, from its first passage to the published file. It must not
know whom a notice tells of it."""
