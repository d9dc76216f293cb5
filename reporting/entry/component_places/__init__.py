"""A report filled from the accepted ones of the places below its unit, and compared with them: by
the rules of component periods, over places instead of months."""
