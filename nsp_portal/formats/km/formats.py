"""Khmer. Django's own formats set no grouping and swap point and comma; the Khmer annual report
prints 33,976 like the English one, and the number grammar accepts nothing else."""

DATE_FORMAT = "j ខែ F ឆ្នាំ Y"
SHORT_DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "j ខែ F ឆ្នាំ Y, H:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
TIME_FORMAT = "H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
