"""The fixed words that the workbook prints, by their keys in `Document.words`."""

from collections.abc import Mapping

WORDS = (
    "contents",  # name of the first sheet, and the link back to it
    "page",  # footer: page 1 of 5
    "of",
    "table",  # "Table 12"
    "figure",  # a chart: "Figure 3"
    "caption",  # heads of the contents
    "section",
    "completeness",
    "discrepancies",  # name of the sheet, heads of its columns
    "severity",
    "kind",
    "organisation_unit",
    "period",
    "printed",
    "computed",
    "message",
    "trace",  # name of the sheet, heads of its columns
    "figure_address",
    "value",
    "received",
    "expected",
    "reports",
    "not_available",  # in a cell: a reporter said that there is no number to give
    "nothing_to_report",
)


class MissingWordsError(LookupError):
    """The document lacks words that the workbook would print."""


def require_words(words: Mapping[str, str]) -> None:
    """Raise MissingWordsError, naming every key of WORDS that the document does not say."""
    missing = [key for key in WORDS if not words.get(key)]
    if missing:
        raise MissingWordsError(f"the document has no words for: {', '.join(missing)}")
