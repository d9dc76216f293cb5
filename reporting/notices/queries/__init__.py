"""Events, whom each is for, and how a notice reads in words."""
