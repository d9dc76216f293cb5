"""The document of an edition as it is shown: stored once published, made from today's text and
figures before."""

from functools import lru_cache

from django.db.models import Max

from provinces.tenancy import all_sections
from reporting.access_errors import NotHere
from reporting.kernel.document import Document
from reporting.kernel.document_json import document_from_json
from reporting.models import Edition, EditionDocument, PassageVersion, Settlement
from reporting.queries.annual import Outlined, kept_to_group
from reporting.queries.document.edition import build_edition
from reporting.queries.editions.found import figures_of


def stamp_of(edition: Edition) -> str:
    """Says from which text, figures and settlements a document was made: equal stamps, equal
    documents. Three queries; of what is published none, since it never changes."""
    if edition.published_at is not None:
        return f"{edition.published_at:%Y%m%dT%H%M%S%f}"
    figures = figures_of(edition)
    last = PassageVersion.objects.filter(passage__edition=edition).aggregate(last=Max("pk"))
    settled = Settlement.objects.filter(period_key=edition.period_key).aggregate(last=Max("pk"))
    digest = figures.digest[:16] if figures else ""
    number = figures.pk if figures else 0
    return f"{number}-{digest}-{last['last'] or 0}-{settled['last'] or 0}"


def shown_document(edition: Edition, language: str) -> Outlined:
    """With its outline; that of a published edition in English where there is no other."""
    if edition.is_published:
        stored = dict(EditionDocument.objects.filter(edition=edition).values_list("language", "pk"))
        pk = stored.get(language) or stored.get("en")
        if pk is None:
            raise NotHere
        return _stored(pk, f"{edition.published_at:%Y%m%d%H%M%S%f}")
    with all_sections():
        begun = f"{edition.begun_at:%Y%m%d%H%M%S%f}"
        whole = _draft(edition.pk, begun, language, stamp_of(edition))
    return kept_to_group(whole)


@lru_cache(maxsize=16)
def _stored(pk: int, published: str) -> Outlined:
    """The time tells apart equal keys of two databases."""
    return Outlined(document_from_json(EditionDocument.objects.get(pk=pk).document))


@lru_cache(maxsize=8)
def _draft(pk: int, begun: str, language: str, stamp: str) -> Outlined:
    edition = Edition.objects.get(pk=pk)
    return Outlined(_built(edition, language))


def _built(edition: Edition, language: str) -> Document:
    return build_edition(edition, figures_of(edition), language)
