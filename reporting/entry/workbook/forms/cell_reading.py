"""What stands in one cell of a workbook, as the text that the page of the report would have
sent."""

import datetime
from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.spelling import fold
from provinces.spelling import plain as meant
from reporting.core.queries.period_words import joined
from reporting.core.workbooks.reading import ReadCell
from reporting.entry.page.forms.posted_inputs import parse_cell
from reporting.entry.page.queries.input_names import plain
from reporting.entry.workbook.exports import workbook_words as words
from reporting.entry.workbook.forms.report_book import is_status
from reporting.entry.workbook.forms.stamp import MappedInput
from reporting.entry.workbook.forms.status_words import status_words
from reporting.entry.workbook.forms.workbook_problems import WrongCell
from reporting.entry.workbook.rules import NOT_AVAILABLE, stands
from reporting.kernel.messages import in_words
from reporting.kernel.numbers import NumberProblem

YES = {"yes", "y", "true", "1", "បាទ", "ចាស", "បាទ/ចាស"}
NO = {"no", "n", "false", "0", "ទេ"}
DIGITS = 15  # that Excel keeps of a number


def text_of(cell: ReadCell | None, field: MappedInput) -> str:
    """The same contents give the same text, however they were typed; raises WrongCell."""
    if cell is None or cell.kind == "blank":
        return ""
    _refuse_odd(cell)
    _refuse_computed(cell)
    match field.kind:
        case "number":
            return _number(cell, field.places)
        case "choice":
            return _status(cell) if is_status(field.name) else _choice(cell)
        case "date":
            return _date(cell)
        case _:
            return _text(cell)


def _refuse_odd(cell: ReadCell) -> None:
    """What no spreadsheet program writes, or what somebody may have meant otherwise."""
    said = {"value": shown(cell)}
    retype = _("Clear the cell and type the number or the text itself.")
    match cell.note:
        case "struck":
            raise WrongCell(
                _("It is struck through: %(value)s") % said,
                _("Clear the cell if it does not count; take the line away if it does."),
            )
        case "twice":
            raise WrongCell(_("The file has this cell twice: %(value)s") % said, retype)
        case "two_values":
            raise WrongCell(_("The file has two values in this cell: %(value)s") % said, retype)
        case "not_a_number":
            raise WrongCell(_("The file has a number here that is none: %(value)s") % said, retype)
        case "unknown_type":
            raise WrongCell(
                _("The file does not say what kind of value this is: %(value)s") % said, retype
            )


def _refuse_computed(cell: ReadCell) -> None:
    if cell.kind == "formula":
        raise WrongCell(
            _("There is a formula without a result: %(formula)s") % {"formula": cell.formula},
            _("Type the number or the text itself."),
        )
    if cell.kind == "error":
        raise WrongCell(
            _("Excel shows an error here: %(value)s") % {"value": cell.value},
            _("Clear the cell and type the number or the text itself."),
        )
    if cell.formula:
        raise WrongCell(
            _("There is a formula: %(formula)s") % {"formula": cell.formula},
            _("Type its result, %(value)s, if that is right.") % {"value": shown(cell)},
        )


def shown(cell: ReadCell | None) -> str:
    """As a person sees it, about."""
    if cell is None:
        return ""
    if cell.kind == "formula":
        return cell.formula
    if cell.kind == "number":
        return plain_number(str(cell.value))
    if cell.kind == "bool":
        return _("TRUE") if cell.value else _("FALSE")
    return str(cell.value)


def plain_number(value: str) -> str:
    """812.0 is 812: Excel keeps every number with a point, and 15 digits of it."""
    number = Decimal(f"{Decimal(value):.{DIGITS}g}")
    return stands(number)


def _number(cell: ReadCell, places: int) -> str:
    if cell.kind == "date":
        raise WrongCell(
            _("Excel has made a date of this number: %(value)s") % {"value": cell.value},
            _("Choose the format “Number” for the cell, then type the number again."),
        )
    if cell.kind == "bool":
        raise WrongCell(
            _("%(value)s is not a number.") % {"value": shown(cell)},
            _("Type digits only, such as 1,250."),
        )
    try:
        value = parse_cell(meant(shown(cell)), places)
    except NumberProblem as problem:
        raise WrongCell(
            in_words(problem.template, problem.params, _), _number_remedy(problem)
        ) from problem
    if value is None or value.number is None:
        return NOT_AVAILABLE if value else ""
    return stands(value.number)


def _number_remedy(problem: NumberProblem) -> str:
    if problem.suggestion:
        return _("Type %(number)s if that is meant.") % {"number": problem.suggestion}
    return _("Type digits only. Leave the cell blank, or write n/a, where there is no number.")


def _choice(cell: ReadCell) -> str:
    said = meant(shown(cell)).casefold()
    if not said or said in NO:
        return ""
    if said in YES:
        return words.YES
    raise WrongCell(_("This is neither yes nor no."), _("Choose “yes”, or leave the cell blank."))


def _status(cell: ReadCell) -> str:
    """In either language; the English word stands for it."""
    said, known = meant(shown(cell)), status_words()
    if not said:
        return ""
    for language, _name in settings.LANGUAGES:
        for status, word in status_words(language).items():
            if fold(word) == fold(said):
                return known[status]
    words_of_reader = status_words(get_language() or "en").values()
    raise WrongCell(
        _("“%(word)s” is not in the list.") % {"word": said},
        _("Choose one of: %(words)s") % {"words": joined(words_of_reader)},
    )


def _date(cell: ReadCell) -> str:
    if cell.kind == "date":
        return str(cell.value)[:10]
    if cell.kind == "text":
        return meant(str(cell.value))
    if cell.note:
        day = f"{datetime.date.fromisoformat(cell.note):%d/%m/%Y}"
        raise WrongCell(
            _("%(number)s is a number, not a date.") % {"number": shown(cell)},
            _("Type %(day)s if that day is meant.") % {"day": day},
        )
    raise WrongCell(_("This is not a date."), _("Write day/month/year, such as 27/06/2020."))


def _text(cell: ReadCell) -> str:
    if cell.kind == "date":
        try:
            day = datetime.datetime.fromisoformat(str(cell.value)).date()
        except ValueError:
            return str(cell.value)
        raise WrongCell(
            _("Excel has made a date of this text: %(day)s") % {"day": date_format(day)},
            _("Choose the format “Text” for the cell, then type the text again."),
        )
    return plain(shown(cell))
