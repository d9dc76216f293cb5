"""What became of the promises of the register, by origin and state."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.register import WORDS, RegisterLine, commitments, lines
from reporting.commitments.rules.standing import Standing
from reporting.core.queries.period_words import joined
from reporting.document.value import Block, HeaderCell, Number, Paragraph, Row, Table
from reporting.editions.evaluations.rules.numbers import in_ranges
from reporting.models import Commitment


def commitment_blocks(
    year: int, origins: Sequence[str], name: str, language: str
) -> Iterator[Block]:
    """As they stand in the year of the evaluation."""
    clock = RegisterClock.of(year, until=year)
    asked = commitments(clock).filter(origin__in=origins, origin_year__lte=year)
    found = lines(asked, None, clock, language)
    if not found:
        words = _("The register has no commitment of this origin: %(origins)s.")
        said = (str(Commitment.Origin(origin).label) for origin in origins)
        yield Paragraph(words % {"origins": joined(said)})
        return
    heads = (_("State"), _("How many"), _("Numbers in the register"))
    yield Table(
        id=name,
        number="",
        caption=_("Commitments by origin and state"),
        header=(tuple(HeaderCell(head) for head in heads),),
        rows=tuple(_rows(found, origins)),
        align=("start", "end", "start"),
        widths=(2.4, 1.0, 6.0),
        notes=(_("Each commitment stands in the register under its number, with every answer."),),
    )


def _rows(found: Sequence[RegisterLine], origins: Sequence[str]) -> Iterator[Row]:
    for origin in origins:
        of_origin = [line for line in found if line.commitment.origin == origin]
        if not of_origin:
            continue
        yield Row((str(Commitment.Origin(origin).label),), "group")
        for state in Standing:
            numbers = [line.commitment.number for line in of_origin if line.standing is state]
            if numbers:
                said = ", ".join(in_ranges(numbers))
                yield Row((str(WORDS[state]), Number(len(numbers)), said))
        overdue = [line.commitment.number for line in of_origin if line.is_overdue]
        if overdue:
            words = _("of them past their day")
            yield Row((words, Number(len(overdue)), ", ".join(in_ranges(overdue))))
