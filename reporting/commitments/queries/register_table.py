"""The register as a table, to be taken away, and what became of the directions of a year."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.commitments.queries.register import ICONS, WORDS, RegisterLine, UnitStands
from reporting.commitments.rules.standing import Standing
from reporting.core.queries.period_words import joined, period_words
from reporting.document.value import HeaderCell, Row, Table

MOST_NAMED = 5


def register_table(lines: Sequence[RegisterLine]) -> Table:
    heads = (
        pgettext("by which one calls it", "Number"),
        _("Origin"), _("Year"), _("Name of the origin"), _("Mark"),
        _("What was promised"), _("Who answers"), _("Due on"), _("State"), _("Newest answer"),
        _("Told in"),
    )  # fmt: skip
    return Table(
        id="commitments",
        number="1",
        caption=_("Commitments"),
        header=(tuple(HeaderCell(head) for head in heads),),
        rows=tuple(Row(_cells(line)) for line in lines),
        align=("start",) * len(heads),  # type: ignore[arg-type]
        widths=(0.8, 1.6, 0.8, 2.4, 1.0, 6.0, 3.0, 1.4, 1.6, 4.0, 2.0),
    )


def directions_table(lines: Sequence[RegisterLine], caption: str) -> Table:
    """Number, text, who, where it stands, and what was said last: for the report of the year after.
    Of what day it is nothing is said: the report is read for years."""
    heads = (
        pgettext("by which one calls it", "Number"),
        _("Direction"),
        _("Who answers"),
        _("State"),
        _("Newest answer"),
        _("Told in"),
    )
    return Table(
        id="directions",
        number="",
        caption=caption,
        header=(tuple(HeaderCell(head) for head in heads),),
        rows=tuple(
            Row(
                (
                    str(line.commitment.number),
                    f"{line.commitment.origin_mark} {line.text}".strip(),
                    who(line.units),
                    line.words,
                    line.newest.answer.text if line.newest else "",
                    told_in(line),
                )
            )
            for line in lines
        ),
        align=("start",) * len(heads),  # type: ignore[arg-type]
        widths=(0.8, 5.0, 2.4, 1.3, 3.0, 2.0),
    )


def _cells(line: RegisterLine) -> tuple[str, ...]:
    row = line.commitment
    return (
        str(row.number),
        str(row.get_origin_display()),
        str(row.origin_year),
        line.origin_name,
        row.origin_mark,
        line.text,
        who(line.units),
        row.due_on.isoformat() if row.due_on else "",
        state_words(line),
        line.newest.answer.text if line.newest else "",
        told_in(line),
    )


def state_words(line: RegisterLine) -> str:
    if not line.is_read:
        return _("told in the annual report")
    if line.is_overdue:
        return _("%(state)s, overdue") % {"state": line.words}
    return line.words


def who(units: Sequence[UnitStands]) -> str:
    """All by name where there are few, else who leads and how many besides."""
    if len(units) <= MOST_NAMED:
        return joined(unit.name for unit in units)
    return _("%(lead)s and %(count)d other units") % {
        "lead": units[0].name,
        "count": len(units) - 1,
    }


def told_in(line: RegisterLine) -> str:
    """Which report says it, and of whom; the day where it was said in the register."""
    if line.newest is None:
        return ""
    teller = next(
        (unit.name for unit in line.units if unit.unit.pk == line.newest.said.unit), line.keeper
    )
    if line.newest.period is not None:
        return _("%(unit)s: report for %(period)s") % {
            "unit": teller,
            "period": period_words(line.newest.period),
        }
    return _("%(unit)s: in the register, %(day)s") % {
        "unit": teller,
        "day": date_format(line.newest.said.told_on),
    }


def counts(lines: Sequence[RegisterLine]) -> list[tuple[str, str, int]]:
    """How many stand where, with its sign and in words, of those that this person reads."""
    return [
        (ICONS[state], str(WORDS[state]), found)
        for state in Standing
        if (found := sum(line.is_read and line.standing is state for line in lines))
    ]
