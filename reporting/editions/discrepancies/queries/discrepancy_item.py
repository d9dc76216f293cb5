"""One discrepancy: what was found, what was said of it, and what has become of it."""

from dataclasses import dataclass, replace

from reporting.editions.discrepancies.queries.corrections import CellLink, Correction, Effect
from reporting.editions.discrepancies.queries.folding import opened_apart
from reporting.editions.discrepancies.queries.footnote_words import neutral_words, open_words
from reporting.editions.discrepancies.queries.resolutions import (
    HIGH,
    explanation_holds,
    reads_otherwise,
)
from reporting.editions.discrepancies.rules import (
    RESOLVED,
    SENTENCE,
    DiscrepancySnapshot,
    DiscrepancyStatus,
    about_print,
)
from reporting.models import Discrepancy, Settlement

SAID = frozenset({DiscrepancyStatus.EXPLAINED, DiscrepancyStatus.MENDING})


@dataclass(frozen=True)
class DiscrepancyItem:
    """A discrepancy of the workspace. `row` is empty where it is no longer found; `found` is then
    how it was when somebody resolved it. `history`: all that was said of it, the oldest first.
    `weight`: how much it moves what is printed, as a share of 1. `root`: whose consequence it is;
    `with_root`: what was said of that one counts for it too. A root has `consequences`."""

    fingerprint: str
    status: DiscrepancyStatus
    found: DiscrepancySnapshot
    row: Discrepancy | None
    unit_name: str
    section_title: str
    section_exists: bool
    cells: tuple[CellLink, ...]
    history: tuple[Settlement, ...] = ()
    correction: Correction | None = None
    effects: tuple[Effect, ...] = ()
    weight: float = 0.0
    root: "DiscrepancyItem | None" = None
    consequences: tuple["DiscrepancyItem", ...] = ()
    with_root: bool = False

    @property
    def said(self) -> Settlement | None:
        """The newest word, which counts."""
        return self.history[-1] if self.history else None

    @property
    def seen(self) -> int:
        """Key of the newest word, which whoever resolves it has to have read; 0: there is none."""
        return self.said.pk if self.said else 0

    @property
    def is_printed(self) -> bool:
        return about_print(self.found.kind, self.found.line)

    @property
    def is_sentence(self) -> bool:
        """It is found in the words of the edition: a consolidator says why they stay."""
        return self.found.kind == SENTENCE

    @property
    def is_open(self) -> bool:
        return self.status is DiscrepancyStatus.OPEN

    @property
    def is_resolved(self) -> bool:
        return self.status in RESOLVED

    @property
    def is_folded(self) -> bool:
        """It stands under its root: not where it is open though the root is resolved."""
        return self.root is not None and (self.is_resolved or not self.root.is_resolved)

    @property
    def group(self) -> tuple["DiscrepancyItem", ...]:
        return (self, *self.consequences)

    def under(self, root: "DiscrepancyItem") -> "DiscrepancyItem":
        """As a consequence: what was said of the root counts for it too, unless it has a word of
        its own."""
        alone = self.status in SAID or opened_apart(self.said, root.said)
        if alone or root.status not in SAID:
            return replace(self, root=root)
        return replace(self, root=root, status=root.status, with_root=True)

    @property
    def lapsed(self) -> bool:
        """It was explained, but what was explained is no longer what is found."""
        said = self.said
        if said is None or self.row is None or said.state != Settlement.State.EXPLAINED:
            return False
        return not explanation_holds(self.row, said)

    @property
    def numbers_changed(self) -> bool:
        """The explanation counts, but it was written of other numbers."""
        if (
            self.with_root
            or self.status is not DiscrepancyStatus.EXPLAINED
            or self.row is None
            or self.said is None
        ):
            return False
        return reads_otherwise(self.row, self.said)

    @property
    def in_vain(self) -> bool:
        """The corrected report is in the figures, and the discrepancy is still found."""
        return self.row is not None and self.correction is not None and self.correction.came_in

    @property
    def was(self) -> DiscrepancySnapshot:
        """As it was when somebody said something of it last."""
        return DiscrepancySnapshot.from_json(self.said.found) if self.said else self.found

    @property
    def footnote(self) -> str:
        """What is printed under its section as it stands; "" where nothing is."""
        if self.row is not None and not self.is_resolved and self.found.severity == HIGH:
            return open_words(self.found)
        if (
            self.with_root
            or self.status is not DiscrepancyStatus.EXPLAINED
            or not self.said
            or not self.said.footnote
        ):
            return ""
        return self.was.note or neutral_words(self.found, self.said.text)

    def neutral(self, explanation: str = "") -> str:
        return neutral_words(self.found, explanation)
