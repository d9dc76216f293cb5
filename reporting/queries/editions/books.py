"""The figures of a consolidation, kept in the process: a consolidation never changes.

Only for the Secretariat, which sees every figure: what is kept was read in its scope.
"""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.tenancy import all_sections
from reporting.kernel.messages import Translate
from reporting.kernel.periods import Period
from reporting.kernel.writing.setting import Setter
from reporting.models import Consolidation
from reporting.queries.figures import FigureBook
from strategies.models import CatalogueStamp


def book_of(consolidation: Consolidation) -> FigureBook:
    """One query where it is known already: the catalogue's stamp, of which derived cells depend."""
    return _book(consolidation.pk, consolidation.created_at, catalogue_stamp())


def catalogue_stamp() -> UUID:
    return CatalogueStamp.objects.values_list("stamp", flat=True).get()


@lru_cache(maxsize=6)
def _book(pk: int, made: datetime, stamp: UUID) -> FigureBook:
    """Equal keys of two databases are told apart by the moment. Everything is read now, in the
    scope of whoever asks first; who that is makes no difference."""
    with all_sections():
        book = FigureBook(Consolidation.objects.get(pk=pk))
        book.read_ahead()
    return book


def setter_of(consolidation: Consolidation, language: str) -> Setter:
    """Sets the sentences of the consolidation's own period, in the language of the moment."""
    period = Period.from_key(consolidation.period_key).code
    return Setter(book_of(consolidation).lookup, period, language, _, tongue)


def tongue(language: str) -> Translate:
    """Translations into this language, whatever that of the moment is."""

    def translate(template: str) -> str:
        with override(language):
            return _(template)

    return translate
