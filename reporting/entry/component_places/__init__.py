"""A report filled from the accepted ones of the units below its own, and compared with them: by
the rules of component periods, over units instead of months."""
