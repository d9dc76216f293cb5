"""The states of activities and commitments, as the lists of a workbook say them."""

from django.utils.translation import override

from reporting.models import ActivityProgress


def status_words(language: str = "en") -> dict[str, str]:
    """Status -> the word for it; the English one stands for it between file and page."""
    with override(language):
        return {status.value: str(status.label) for status in ActivityProgress.Status}
