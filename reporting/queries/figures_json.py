"""What `figures.json` says beside the figures."""

from typing import Any

from reporting.kernel.document import Document
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition


def figures_facts(
    document: Document, figures: Consolidation, edition: Edition | None
) -> dict[str, Any]:
    published = edition.published_at if edition else figures.published_at
    return {
        "title": document.title,
        "edition": document.edition,
        "period": Period.from_key(figures.period_key).code,
        "number": edition.number if edition and edition.published_at else None,
        "published": published.isoformat() if published else None,
        "language": document.language,
        "figures_digest": figures.digest,
        "practice": document.practice,
        "signatories": [
            {"role": one.role, "name": one.name, "date": one.date} for one in document.signatories
        ],
    }
