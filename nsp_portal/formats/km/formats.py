"""Khmer. Django's own formats set no grouping and swap point and comma; the Khmer annual report
prints 33,976 like the English one, and the number grammar accepts nothing else."""

DATE_FORMAT = "ថ្ងៃទីj ខែF ឆ្នាំY"
SHORT_DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "ថ្ងៃទីj ខែF ឆ្នាំY ម៉ោងH:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
YEAR_MONTH_FORMAT = "ខែF ឆ្នាំY"
MONTH_DAY_FORMAT = "j F"
TIME_FORMAT = "H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
