"""Feedback as a table, to be taken away. Who sent it stands in no file: files travel."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reporting.commitments.queries.feedback import FeedbackLine
from reporting.core.queries.period_words import joined
from reporting.document.value import HeaderCell, Row, Table


def feedback_table(lines: Sequence[FeedbackLine]) -> Table:
    heads = (
        pgettext("by which one calls it", "Number"),
        _("Received on"), _("Kind of sender"), _("Channel"), _("Language"), _("Title"),
        _("Text"), _("Who reads it"), _("Units that it concerns"), _("Activity group"),
        _("Activity"), _("Commitments"), _("State"), _("Reference"),
    )  # fmt: skip
    return Table(
        id="feedback",
        number="1",
        caption=_("Feedback from outside"),
        header=(tuple(HeaderCell(head) for head in heads),),
        rows=tuple(Row(_cells(line)) for line in lines),
        align=("start",) * len(heads),  # type: ignore[arg-type]
        widths=(0.8, 1.3, 1.6, 1.4, 1.2, 3.0, 6.0, 1.6, 3.0, 1.2, 1.2, 1.4, 1.6, 1.6),
    )


def _cells(line: FeedbackLine) -> tuple[str, ...]:
    row = line.feedback
    return (
        str(row.number),
        row.received_on.isoformat(),
        str(row.get_sender_kind_display()),
        str(row.get_channel_display()),
        str(row.get_language_display()),
        row.title,
        row.text,
        _("only the Secretariat") if row.is_confidential else _("the units that it concerns"),
        joined(name for _code, name in line.units),
        row.activity_group.code if row.activity_group else "",
        row.activity.code if row.activity else "",
        joined(str(number) for number in line.promises),
        str(row.get_state_display()),
        line.reference,
    )
