"""The signatures of an edition: of which state they are, which are missing, and who stands by a
published one, as it is printed in it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from provinces.models import Delegation, OrganisationUnit
from provinces.queries import unit_names
from provinces.roles import Permission
from provinces.tenancy import all_sections
from reporting.access import Actor, groups_of, groups_of_sections
from reporting.core.queries.editions import figures_of, period_of
from reporting.core.queries.signature_words import signed_by
from reporting.document.sentences.row_texts import stored_texts
from reporting.document.value import Signatory
from reporting.editions.publishing.queries.canonical import (
    edition_text,
    figures_by_section,
    passage_values,
    printed_notes,
    translated_words,
)
from reporting.editions.publishing.rules.manifest import digest_of
from reporting.editions.publishing.rules.signatures import (
    DUTIES,
    SigningRole,
    ValidSignature,
    missing,
    required,
    roles_for,
    signed_digest,
)
from reporting.models import Edition, SignOff
from strategies.models import Table

NAME = re.compile(r"[a-z][a-z0-9_]*")
REFERENCE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
ROLE_WORDS = dict(SignOff.Role.choices)
ORDER = [duty.role for duty in DUTIES]


@dataclass(frozen=True)
class Signed:
    """`holds`: of the present state of what it stands for."""

    row: SignOff
    holds: bool


class EditionFingerprints:
    """The present state of an edition, in fingerprints: of all of it, and of what each working
    group leads, with the figures that its sentences quote. Seven queries, once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.figures = figures_of(edition)

    @cached_property
    def _passages(self) -> list[dict[str, Any]]:
        with all_sections():
            return passage_values(self.edition)

    @cached_property
    def text(self) -> str:
        with all_sections():
            notes, words = printed_notes(self.edition), translated_words(self.edition)
        return digest_of(edition_text(self._passages, notes, words))

    @cached_property
    def whole(self) -> str:
        return signed_digest(self.text, self.figures.digest if self.figures else "")

    @cached_property
    def _by_section(self) -> dict[str, str]:
        with all_sections():
            return figures_by_section(self.figures) if self.figures else {}

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        return groups_of_sections()

    @cached_property
    def _tables(self) -> dict[str, str]:
        return dict(Table.objects.values_list("code", "section__code"))

    @cached_property
    def groups(self) -> list[str]:
        """The working groups that lead sections in which something stands."""
        found = {
            group
            for passage in self._passages
            for group in groups_of(passage["section"], self._named)
        }
        return sorted(found)

    def leads(self, section: str, group: str) -> bool:
        return group in groups_of(section, self._named)

    def of_group(self, group: str) -> str:
        passages = [passage for passage in self._passages if self.leads(passage["section"], group)]
        sections = {section for section in self._by_section if self.leads(section, group)}
        quoted = {self._tables[name] for name in _names(passages) if name in self._tables}
        figures = {
            section: self._by_section.get(section, "") for section in sorted(sections | quoted)
        }
        return signed_digest(digest_of({"passages": passages}), digest_of(figures))

    def of(self, role: str, group: str) -> str:
        return self.of_group(group) if role == SigningRole.GROUP_LEAD else self.whole


def _names(passages: Collection[Mapping[str, Any]]) -> set[str]:
    """Every name in a reference of these sentences."""
    return {
        name
        for passage in passages
        for text in stored_texts(passage["text"], passage["spec"])
        for reference in REFERENCE.findall(text)
        for name in NAME.findall(reference)
    }


def valid_rows(edition: Edition) -> list[SignOff]:
    """Those that were not withdrawn, the oldest first; one query."""
    rows = SignOff.objects.filter(edition=edition, withdrawn_at=None)
    return list(rows.select_related("by", "delegation__delegator").order_by("at", "pk"))


def as_signature(row: SignOff) -> ValidSignature:
    return ValidSignature(SigningRole(row.role), row.by_id, row.digest, row.group)


def signed(edition: Edition, state: EditionFingerprints | None = None) -> list[Signed]:
    """The newest signature of each role and group. Those of a published edition hold."""
    now = state or EditionFingerprints(edition)
    newest = {(row.role, row.group): row for row in valid_rows(edition)}
    return [
        Signed(row, edition.is_published or row.digest == now.of(row.role, row.group))
        for row in newest.values()
    ]


def missing_roles(
    edition: Edition, state: EditionFingerprints | None = None
) -> tuple[SigningRole, ...]:
    """The required roles that have not signed the present state."""
    now = state or EditionFingerprints(edition)
    wanted = required(period_of(edition))
    return missing(map(as_signature, valid_rows(edition)), now.whole, wanted)


def roles_of(actor: Actor, edition: Edition) -> dict[SigningRole, Delegation | None]:
    """In which roles this person signs the edition today; as a deputy, by which delegation."""
    own = roles_for(actor.permissions)
    asked = [duty.role for duty in DUTIES if duty.is_asked(period_of(edition))]
    found: dict[SigningRole, Delegation | None] = {}
    for role in asked:
        delegation = None if role in own else actor.delegation(Permission.EDITION_SIGN, role)
        if role in own or delegation is not None:
            found[role] = delegation
    return found


def required_rows(edition: Edition, digest: str) -> dict[SigningRole, SignOff]:
    """Who stands behind this state, by required role."""
    return {
        SigningRole(row.role): row
        for row in valid_rows(edition)
        if row.role in required(period_of(edition)) and row.digest == digest
    }


def signatories(edition: Edition, language: str) -> tuple[Signatory, ...]:
    """In the order in which one signs, the Secretary General, who publishes, last. () of a draft:
    until it is published a signature may lapse. Asked while the edition is being published too,
    when her signature is the publication itself."""
    if edition.published_at is None or edition.published_by is None:
        return ()
    rows = sorted(_newest(edition), key=lambda row: (ORDER.index(SigningRole(row.role)), row.group))
    groups = group_names(edition.year, {row.group for row in rows if row.group}, language)
    found = [
        Signatory(
            role=": ".join(filter(None, (str(ROLE_WORDS[row.role]), groups.get(row.group, "")))),
            name=signed_by(row.by, row.delegation, language),
            date=_day(row.at),
        )
        for row in rows
    ]
    publisher = str(ROLE_WORDS[SigningRole.SECRETARY_GENERAL])
    name = edition.published_by.name_in(language)
    return (*found, Signatory(publisher, name, _day(edition.published_at)))


def endorsement(edition: Edition) -> SignOff | None:
    """The signature of the Permanent Vice-Chair under the state that is published; None of a draft,
    where it may lapse."""
    if edition.published_at is None:
        return None
    return next(
        (row for row in _newest(edition) if row.role == SigningRole.PERMANENT_VICE_CHAIR), None
    )


def _newest(edition: Edition) -> Iterator[SignOff]:
    """Of each role and group, of the state that is published."""
    state = EditionFingerprints(edition)
    newest = {
        (row.role, row.group): row
        for row in valid_rows(edition)
        if row.role != SigningRole.SECRETARY_GENERAL and row.digest == state.of(row.role, row.group)
    }
    yield from newest.values()


def _day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def group_names(year: int, codes: Collection[str], language: str) -> dict[str, str]:
    """Of working groups, in the order of their codes."""
    if not codes:
        return {}
    units = dict(OrganisationUnit.objects.filter(code__in=codes).values_list("code", "pk"))
    names = unit_names(year, language, set(units.values()))
    return {code: names.get(units.get(code, 0), code) for code in sorted(codes)}
