"""What the tables, charts and comparisons of an edition are called, also where they show nothing
yet: by the caption that an editor gave, else by the title in the catalogue."""

from collections.abc import Iterable

from django.utils.translation import override

from reporting.models import Edition, Passage
from reporting.queries.editions.found import period_of
from reporting.queries.period_words import months_of
from strategies.models import Chart, Table
from strategies.models.labels import Labelled, dated


def shown_titles(edition: Edition, rows: Iterable[Passage], language: str) -> dict[int, str]:
    """By passage; "" where the catalogue does not know its table (any more). Two queries."""
    specs = {row.pk: row.spec for row in rows if row.spec}
    tables = _of({str(one.get("table") or "") for one in specs.values()}, Table)
    charts = _of({str(one.get("chart") or "") for one in specs.values()}, Chart)
    with override(language):
        months = months_of(period_of(edition))
    found = {}
    for pk, spec in specs.items():
        row = tables.get(spec.get("table")) or charts.get(spec.get("chart"))
        title = dated(row.title_in(language, months), edition.year) if row else ""
        found[pk] = _own_caption(spec, language) or title
    return found


def _own_caption(spec: dict[str, object], language: str) -> str:
    khmer = spec.get("caption_km") if language.startswith("km") else None
    return str(khmer or spec.get("caption_en") or "")


def _of(codes: set[str], model: type[Table] | type[Chart]) -> dict[str, Labelled]:
    wanted = codes - {""}
    return {one.code: one for one in model.objects.filter(code__in=wanted)} if wanted else {}
