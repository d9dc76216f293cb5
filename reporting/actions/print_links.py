"""Where the links of a printed report lead: to this portal, at the address that people know it by.

`SITE_URL` says so; a report that is written without it leads to the demonstration on this machine.
"""

from typing import TypedDict

from django.conf import settings

from reporting.kernel.periods import Period


class PrintLinks(TypedDict):
    """What `render_pdf` asks for."""

    base_url: str
    code_url: str


def print_links(period_key: int) -> PrintLinks:
    """`period_key`: of the consolidation or the edition whose report it is."""
    period = Period.from_key(period_key).url
    return {
        "base_url": f"{settings.SITE_URL}/trace/{period}/?figure=",
        "code_url": f"{settings.SITE_URL}/t/",
    }
