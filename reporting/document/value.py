"""A report as a value: headings, paragraphs, tables, charts and notes, in one language.

It is built once (`reporting/editions/composing`) and rendered by each writer and by the page, so
that none of them adds, sorts or translates anything. All text is already in the language of the
document and may be in any script.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Align = Literal["start", "end", "center"]
RowKind = Literal["body", "group", "subtotal", "total"]
ChartKind = Literal["bars", "lines", "shares", "tiles"]
# What is known of a figure: a check asks about it and nobody has answered; somebody answered; the
# edition was published with it, for a reason, though nobody had; or it is made of such numbers,
# and nothing is asked of itself. Of most nothing is asked.
FigureState = Literal["sound", "doubted", "explained", "kept", "contains_doubted"]
SIGNS: dict[FigureState, str] = {"doubted": "*", "kept": "**"}
# Of several things that are said of one figure, or of what it is made of, the first counts.
GRAVER: tuple[FigureState, ...] = ("doubted", "kept", "contains_doubted", "explained", "sound")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure: `value` in the unit of its column; `places` decimals are shown.

    `trace` is the address of the figure (`direct_publicity[publicity].times@KH-08:2020`),
    empty where the number cannot be opened. `mark` is the number of a note of the document.
    `state`: whether a check doubts it.
    """

    value: Decimal | int
    places: int = 0
    trace: str = ""
    mark: int | None = None
    state: FigureState = "sound"

    @property
    def sign(self) -> str:
        """What stands behind it where no note does."""
        return SIGNS.get(self.state, "") if self.mark is None else ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A cell without a number: blank (nobody said), not available, or nothing to report."""

    reason: Literal["blank", "not_available", "nothing"] = "blank"


CellContent = str | Number | Missing


@dataclass(frozen=True, slots=True)
class HeaderCell:
    text: str
    colspan: int = 1
    rowspan: int = 1
    unit: str = ""  # unit of count, shown small under the text: "persons"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `cells` has one item a column (a `group` row has only its first, a label)."""

    cells: tuple[CellContent, ...]
    kind: RowKind = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table. `header` is one tuple of cells for each header line; cells covered by a
    rowspan or colspan are left out, as in HTML. `widths` are relative (sum is arbitrary). `code` is
    what leads back to it in the portal (`NSP-2020-1-T12`, see `trace_codes.py`)."""

    id: str
    number: str  # "12"
    caption: str
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[Row, ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...] = ()  # completeness ("11 of 12 months") and the like
    section: str = ""
    code: str = ""  # short, printed small under the table: opens its trace in the portal
    khmer_digits: bool = False  # how its numbers are shown


@dataclass(frozen=True, slots=True)
class Quote:
    """A number in a sentence. `kind`: it refers to figures (`linked`), refers to figures that there
    are none of (`missing`), or was typed and kept with a `reason` (`kept`); or the name of an annex
    (`annex`), whose section is `expression`. `trace` is its address
    where it is one figure; `base` what a share or a difference is of; `state`: whether a check
    doubts what it says, where the sign of it stands in `text`."""

    text: str
    kind: Literal["linked", "missing", "kept", "annex"] = "linked"
    expression: str = ""
    trace: str = ""
    base: str = ""
    reason: str = ""
    state: FigureState = "sound"


Run = str | Quote


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`runs` is the same text in pieces, where a piece of it is more than words; else empty.
    `passage` is the number of the passage of the edition that it was set from; 0: of none.
    `signature`: a line of place, date and name under the text, set apart from it. `language`: in
    which the text is, "" where it is that of the document."""

    text: str
    mark: int | None = None
    runs: tuple[Run, ...] = ()
    passage: int = 0
    signature: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """A list item; `level` 0 is the outermost. `label` is printed instead of the bullet ("A.1")."""

    text: str
    level: int = 0
    label: str = ""
    mark: int | None = None
    runs: tuple[Run, ...] = ()
    passage: int = 0
    language: str = ""  # as that of a paragraph


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section that has no number ("National level")."""

    text: str
    language: str = ""  # as that of a paragraph


@dataclass(frozen=True, slots=True)
class Series:
    """Of whole numbers alone it has no decimals, however they came."""

    name: str
    values: tuple[Decimal | int | None, ...]

    def __post_init__(self) -> None:
        if all(value is None or value == int(value) for value in self.values):
            whole = tuple(None if value is None else int(value) for value in self.values)
            object.__setattr__(self, "values", whole)


@dataclass(frozen=True, slots=True)
class Chart:
    """`tiles`: of a map the row and the column of each category, and `short_names` what is written
    on its tile."""

    id: str
    number: str
    caption: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()  # small under the drawing: what is incomplete
    khmer_digits: bool = False  # how its numbers are shown
    tiles: tuple[tuple[int, int], ...] = ()
    short_names: tuple[str, ...] = ()
    # Addresses of what it draws, until it is said whether any of them is doubted.
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note of the document: `number` is what `mark` refers to. `is_open`: it says of a
    discrepancy that nobody has explained yet. `language`: as that of a paragraph."""

    number: int
    text: str
    severity: Literal["high", "medium", "low", "info"] = "info"
    is_open: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What a check found, as the annex lists it: `section` is the id of its section (which may not
    be printed), `note` the number of its note, None where it has none."""

    section: str
    text: str
    severity: Literal["high", "medium", "low"]
    is_open: bool = False
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who stands by the report: `role` and `date` in words."""

    role: str
    name: str
    date: str


Block = Paragraph | Bullet | Subheading | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """`id` is the full address (`II.B.1.3`), `number` what is printed (`B.1.3`); level 1 is a
    chapter. Sections stand in a flat list in reading order; `level` gives the tree."""

    id: str
    number: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    subtitle: str
    publisher: tuple[str, ...]  # lines of the cover, from the nation downwards
    year: int
    language: Literal["en", "km"]
    edition: str  # "Draft of 22 November 2026", never invented
    sections: tuple[Section, ...]
    # The labels that an exporter prints: contents, page, of, table, figure, continued ...
    words: dict[str, str] = field(default_factory=dict)
    # Of a year to practise on: each page and sheet then says so.
    practice: bool = False
    # When it was published, or its figures added up (ISO 8601); "" says nothing of it.
    dated: str = ""
    # A part of a report (a chapter, an extract) goes without cover, imprint and lists.
    front: bool = True
    # Of an edition: all that was found, the open ones first; who signed, the last one last.
    discrepancies: tuple[Discrepancy, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    # What the imprint says besides: heads with their texts.
    remarks: tuple[tuple[str, str], ...] = ()

    @property
    def practice_words(self) -> str:
        """What is printed wherever a page might be seen alone; "" in a real year."""
        return self.words.get("practice", "Practice") if self.practice else ""

    def as_printed(self, text: str, language: str) -> str:
        """A text that stands in another language than the document's says so; `language`: that of a
        paragraph, "" where it is the document's."""
        words = self.words.get("not_translated", "") if language else ""
        return f"{text} [{words}]" if words else text
