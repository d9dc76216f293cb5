"""The activities of the plan as a sheet of the book: how far the unit is with each."""

from collections.abc import Iterator

from django.utils.translation import override

from reporting.exports.form_workbook import words
from reporting.forms import reports_names as names
from reporting.kernel.form_book import Beside, Block, BookSheet, Column, Input, Label, Line
from reporting.models import ActivityProgress
from reporting.queries.activities import AssignedActivity
from reporting.queries.report_pages import PLACES, Content

CODE = "activities"


def status_words() -> dict[str, str]:
    """Status -> the word for it in the list, whatever the reader's language."""
    with override("en"):
        return {status.value: str(status.label) for status in ActivityProgress.Status}


def activity_sheet(content: Content) -> BookSheet | None:
    if not content.activities:
        return None
    columns = (
        Column("", words.WHAT, look="stub"),
        Column("status", words.STATUS, look="text"),
        Column("times", words.TIMES_DONE),
        Column("obstacle", words.OBSTACLE, look="text"),
        Column("target", words.TARGET, look="beside"),
        Column("so_far", words.SO_FAR, look="beside"),
    )
    lines = tuple(_line(activity) for activity in content.activities)
    return BookSheet("NSP", words.ACTIVITIES, (Block(CODE, words.ACTIVITIES, columns, lines),))


def _line(one: AssignedActivity) -> Line:
    code, said = one.activity.code, one.progress
    choices = status_words()
    unit = one.planned.unit_of_count if one.planned else ""
    status, times, obstacle = (names.activity_name(code, part) for part in names.ACTIVITY_PARTS)
    return Line(
        f"{CODE}[{code}]",
        "entry",
        (
            Label(
                f"{code} {one.activity.title_en}".strip(),
                f"{code} {one.activity.title_km}" if one.activity.title_km else "",
            ),
            Input(
                status, "choice", f"{code}: {words.STATUS.en}", choices.get(said.status, ""), 0,
                tuple(choices.values()),
            ),
            Input(
                times, "number", f"{code}: {words.TIMES_DONE.en}", said.times, PLACES.get(unit, 0)
            ),
            Input(obstacle, "long", f"{code}: {words.OBSTACLE.en}", said.obstacle),
            Beside(said.target),
            Beside(said.so_far),
        ),
    )  # fmt: skip


def standing_activities(content: Content) -> Iterator[tuple[str, str]]:
    """What the inputs of the sheet would hold now."""
    sheet = activity_sheet(content)
    for cell in sheet.blocks[0].inputs() if sheet else ():
        if cell.stands:
            yield cell.name, names.plain(cell.stands)


def is_status(name: str) -> bool:
    return name.startswith("activity:") and name.endswith(":status")


def status_of(word: str) -> str:
    """As the page says it."""
    return next((one for one, shown in status_words().items() if shown == word), word)
