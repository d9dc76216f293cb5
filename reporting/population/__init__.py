"""The population of places by year: the table with its sources, and its workbook. It must not know
what is reckoned with it."""
