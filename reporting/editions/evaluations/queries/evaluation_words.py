"""What the tables of an evaluation have in common, and what is said around them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reporting.commitments.queries.register_table import told_in
from reporting.document.value import HeaderCell, Row, Table
from reporting.editions.evaluations.queries.contents import RecommendationLine


def became_words(line: RecommendationLine) -> str:
    """In the language of the moment."""
    found = line.register
    if found is None:
        return _("no commitment yet")
    said = {"number": found.commitment.number, "state": found.words}
    if found.newest is None:
        return _("No. %(number)d: %(state)s") % said
    words = _("No. %(number)d: %(state)s. %(answer)s (%(told)s)")
    return words % {**said, "answer": found.newest.answer.text, "told": told_in(found)}


def words_table(
    name: str,
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Row],
    widths: tuple[float, ...],
    notes: tuple[str, ...] = (),
) -> Table:
    return Table(
        id=name,
        number="",
        caption=caption,
        header=(tuple(HeaderCell(head) for head in heads),),
        rows=tuple(rows),
        align=("start",) * len(heads),  # type: ignore[arg-type]
        widths=widths,
        notes=notes,
    )


def about_words() -> dict[str, str]:
    """What the page after the cover says of this kind of report."""
    return {
        "about": _("About this evaluation"),
        "edition": _("State"),
        "about_figures": _(
            "Every number in the evidence was looked up by the portal where it is stored: figures "
            "and indicators in the consolidation of their year, activities in the reports behind "
            "it, commitments in the register. Nobody types a total. A year that has nothing is "
            "named."
        ),
        "about_trace": _(
            "In the reporting portal each figure of a published year leads to the reports, "
            "revisions and cells that it was made from, and to who entered, signed and accepted "
            "them and when."
        ),
        "about_verify_head": _("Who says what"),
        "about_verify": _(
            "Ratings are those of the evaluators who are named, each with its reason; they are not "
            "averaged. Recommendations become commitments with a number for ever in the register, "
            "where one reads what became of them."
        ),
    }
