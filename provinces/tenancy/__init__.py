"""Who the database lets this code be. `acting_as` is the only way into tenant rows."""

from provinces.roles import DatabaseRole
from provinces.tenancy.context import (
    Acting,
    OrganisationRequired,
    acting_as,
    acting_as_public,
    all_sections,
    current_acting,
    led_group,
)

__all__ = [
    "Acting",
    "DatabaseRole",
    "OrganisationRequired",
    "acting_as",
    "acting_as_public",
    "all_sections",
    "current_acting",
    "led_group",
]
