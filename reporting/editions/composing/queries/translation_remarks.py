"""What the imprint says of the language of a document: whose translation it is, what of it is not
translated yet and why it was published all the same."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from reporting.document.value import Bullet, Paragraph, Section, Subheading
from reporting.models import Edition


def untranslated_in(sections: Iterable[Section]) -> int:
    """How many texts of a document stand in another language than its own."""
    return sum(
        bool(block.language)
        for section in sections
        for block in section.blocks
        if isinstance(block, Paragraph | Bullet | Subheading)
    )


def translation_remarks(
    edition: Edition, sections: Iterable[Section], language: str
) -> tuple[tuple[str, str], ...]:
    """Heads with their texts, in the language of the moment, which is that of the document."""
    return tuple(_remarks(edition, untranslated_in(sections), language))


def _remarks(edition: Edition, count: int, language: str) -> Iterator[tuple[str, str]]:
    if edition.transcribed_language == "en" and language == "km":
        yield (
            _("About the translation"),
            _(
                "This is our translation of the English report; the National Committee’s Khmer "
                "text prevails."
            ),
        )
    if edition.transcribed_language == "km" and language == "en":
        yield (
            _("About the translation"),
            _("This is our translation of the Khmer report; the Khmer text prevails."),
        )
    if count:
        words = _("Paragraphs that stand in the language in which they were written: %(count)d.")
        said = words % {"count": count}
        yield _("What is not translated yet"), f"{said} {edition.untranslated_reason}".strip()
