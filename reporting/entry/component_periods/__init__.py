"""A longer report beside the accepted reports of its component periods: prefilled, compared,
adopted. It must not know the national figures."""
