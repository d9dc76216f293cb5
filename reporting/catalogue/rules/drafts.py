"""What stands in the way of a draft of the catalogue, and what is well looked at before it is
published."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from reporting.catalogue.rules.khmer_texts import Wrong, wrong_khmer
from reporting.kernel.messages import Message

_ = str  # marks a template for translation

NEVER_FILLED = ("derived", "show")
WITH_COLUMNS = ("fixed", "single", "derived")
FIRST_YEAR = 2019


@dataclass(frozen=True)
class Needed:
    """Another row that has to be published before, or together with this one."""

    key: str
    title: str


@dataclass(frozen=True)
class Draft:
    """A row as it would be published. `kind`: table, column, row or rule; `texts`: its labels in
    English and Khmer; `first` and `last`: the years in which it would stand in forms; `needs`:
    drafts that it builds on; `unknown`: what a rule names and nobody knows."""

    kind: str
    key: str
    code: str
    title: str
    texts: tuple[tuple[str, str], ...]
    first: int = FIRST_YEAR
    last: int | None = None
    unit: str | None = None  # None: it counts nothing itself
    needs: tuple[Needed, ...] = ()
    unknown: tuple[str, ...] = ()
    checked: bool = True
    table_kind: str = ""
    columns: int = 0
    rows: int = 0
    forms: int = 0


@dataclass(frozen=True)
class Looked:
    """A draft with what has to be done before, and what may be left."""

    draft: Draft
    obstacles: list[Message] = field(default_factory=list)
    advice: list[Message] = field(default_factory=list)


def looked_at(drafts: Iterable[Draft], published_years: Collection[int]) -> list[Looked]:
    return [
        Looked(draft, list(obstacles(draft, published_years)), list(advice(draft)))
        for draft in drafts
    ]


def obstacles(draft: Draft, published_years: Collection[int]) -> Iterator[Message]:
    for english, khmer in draft.texts:
        words = _khmer(english, khmer)
        if words:
            yield Message(template=words, params={"title": english})
    if draft.unit == "":
        yield Message(template=_("It has no unit of count: say what it counts."))
    for code in draft.unknown:
        yield Message(
            template=_("It names “%(code)s”, which is not in the catalogue."),
            params={"code": code},
        )
    if draft.kind == "table":
        yield from _table(draft)
    year = _published(draft, published_years)
    if year:
        yield Message(
            template=_(
                "The annual report of %(year)d is published and stays as it is. "
                "Let it hold from %(next)d on."
            ),
            params={"year": year, "next": year + 1},
        )


def _khmer(english: str, khmer: str) -> str:
    match wrong_khmer(khmer, english, None) if english else None:
        case None:
            return ""
        case Wrong.MISSING:
            return _("“%(title)s” has no Khmer label.")
        case Wrong.PLACEHOLDERS:
            return _("The words in braces differ in the two languages of “%(title)s”.")
    return _("The Khmer label of “%(title)s” is not in Khmer letters.")


def _table(draft: Draft) -> Iterator[Message]:
    if draft.table_kind in WITH_COLUMNS and not draft.columns:
        yield Message(template=_("It has no column yet: add one."))
    if draft.table_kind == "fixed" and not draft.rows:
        yield Message(template=_("It has no row yet: add one."))
    if draft.table_kind not in NEVER_FILLED and not draft.forms:
        yield Message(template=_("No form carries it: choose who fills it."))


def _published(draft: Draft, published_years: Collection[int]) -> int | None:
    """The last published year in which it would stand."""
    last = draft.last or max(published_years, default=0)
    return max((year for year in published_years if draft.first <= year <= last), default=None)


def not_chosen(drafts: Iterable[Draft]) -> Iterator[Message]:
    """What these build on and is not among them."""
    chosen = list(drafts)
    keys = {draft.key for draft in chosen}
    for draft in chosen:
        for needed in draft.needs:
            if needed.key not in keys:
                yield Message(
                    template=_(
                        "“%(title)s” builds on the draft “%(other)s”: publish both together."
                    ),
                    params={"title": draft.title, "other": needed.title},
                )


def advice(draft: Draft) -> Iterator[Message]:
    if not draft.checked:
        yield Message(
            template=_(
                "No rule checks it: say of which column it is a part, or add a rule to the table."
            )
        )
