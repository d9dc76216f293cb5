"""How the reports of provinces are asked for and made."""
