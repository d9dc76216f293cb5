"""A question taken apart: its period, a kind of thing that it asks for by name, the words left."""

from dataclasses import dataclass

from provinces.spelling import searched, whole_number
from reporting.search.rules.periods import DatedQuestion, dated

LONGEST = 200  # signs of a question
KIND_WORDS = {
    "table": ("table", "តារាង"),
    "section": ("section", "chapter", "ផ្នែក", "ជំពូក"),
    "indicator": ("indicator", "សូចនាករ"),
    "commitment": ("commitment", "commitments"),
    "meeting": ("meeting", "meetings"),
    "feedback": ("feedback",),
    "person": ("person", "people"),
    "unit": ("unit", "units"),
}
SAYS_REPORT = {"report", "reports", "annual", "edition", "editions"}
KEPT_APART = ("table", "section", "indicator", "commitment")  # other kinds are words of labels too
OF_REGISTERS = ("meeting", "feedback", "person")
REPORT_WORDS = SAYS_REPORT | {"yearly", "national"}
KHMER_REPORT_WORDS = ("របាយការណ៍", "ប្រចាំឆ្នាំ", "ជាតិ")


@dataclass(frozen=True)
class Question:
    """As it was typed, and what was understood. `of_rows`: the words that a row of a register has
    to hold, without the name of its kind (“meeting border” is about a border)."""

    text: str
    when: DatedQuestion
    rest: str
    wanted: str  # a kind that is asked for by its name
    is_report: bool
    of_rows: str

    @property
    def number(self) -> int | None:
        """Of the commitment that is asked for by its number."""
        return whole_number(self.rest) if self.wanted == "commitment" else None


def understood(text: str) -> Question:
    text = text[:LONGEST]
    when = dated(text)
    words = searched(when.rest).split()
    wanted = next(
        (kind for kind, said in KIND_WORDS.items() if len(words) > 1 and words[0] in said), ""
    )
    rest = " ".join(words[1:] if wanted in KEPT_APART else words)
    plain = without_report(rest)
    of_rows = " ".join(words[1:] if wanted in KEPT_APART or wanted in OF_REGISTERS else words)
    return Question(text, when, rest, wanted, is_report=plain != rest, of_rows=of_rows)


def without_report(text: str) -> str:
    for said in KHMER_REPORT_WORDS:
        if text.startswith("របាយការណ៍"):
            text = text.removeprefix("របាយការណ៍").strip()
            text = text.removeprefix("ប្រចាំឆ្នាំ").removeprefix("ប្រចាំ").strip()
        text = f" {text} ".replace(f" {said} ", " ").strip()
    words = text.split()
    if SAYS_REPORT.isdisjoint(words):
        return " ".join(words)
    return " ".join(word for word in words if word not in REPORT_WORDS)
