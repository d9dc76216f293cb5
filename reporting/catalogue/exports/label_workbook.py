"""The workbook in which the General Secretariat corrects and confirms Khmer labels."""

from collections.abc import Iterable, Iterator

from reporting.catalogue.queries.khmer_labels import Label
from reporting.core.workbooks.lists import ListColumn, write_list

SHEET = "Labels"
# The key tells a label that was changed since.
COLUMNS = (
    ListColumn("key", "Key / សោ", 4, hidden=True),
    ListColumn("kind", "Kind / ប្រភេទ", 10),
    ListColumn("place", "Place / ទីកន្លែង", 34),
    ListColumn("english", "English / ភាសាអង់គ្លេស", 60),
    ListColumn("khmer", "Khmer / ភាសាខ្មែរ", 60),
    ListColumn("confirmed", "Confirmed: yes, no / បានបញ្ជាក់", 16, choices=("yes", "no")),
)


def write_labels(labels: Iterable[Label]) -> bytes:
    """A row a label."""
    return write_list(SHEET, COLUMNS, _rows(labels), stays=1)


def _rows(labels: Iterable[Label]) -> Iterator[tuple[str, ...]]:
    for label in labels:
        said = "" if label.is_open else "yes"
        place = "; ".join(label.places[:3])
        yield label.key, label.kind, place, label.english, label.khmer, said
