"""What is wrong with an expression of an indicator."""

from django.utils.translation import gettext as _

from reporting.kernel.expressions import ExpressionError, parse, references
from reporting.kernel.messages import in_words
from strategies.models import Cell, Measure, Table
from strategies.models.indicators import POPULATION


def wrong_expression(text: str) -> str:
    """ "" where each figure that it names is in the catalogue; three queries at most."""
    if text in ("", POPULATION):
        return ""
    try:
        named = references(parse(text))
    except ExpressionError as error:
        return in_words(error.template, error.params, _)
    cells = {reference.cell for reference in named if "." in reference.cell}
    missing = cells - set(Cell.objects.filter(code__in=cells).values_list("code", flat=True))
    measures = {reference.measure for reference in named if reference.measure}
    missing |= measures - set(
        Measure.objects.filter(code__in=measures).values_list("code", flat=True)
    )
    tables = {r.name.table for r in named if r.cell and "." not in r.cell}
    missing |= tables - set(Table.objects.filter(code__in=tables).values_list("code", flat=True))
    if missing:
        words = _("The catalogue has no figure “%(code)s”.")
        return words % {"code": min(missing)}
    return "" if named else _("It names no figure.")
