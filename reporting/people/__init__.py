"""Accounts, invitations and organisation units, as the administrator keeps them. It must not
know how the year goes."""
