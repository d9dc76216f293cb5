"""How an edition stands before its publication: who has signed, what is missing, what is open."""

from dataclasses import dataclass, field

from django.utils.translation import get_language

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.kernel.signatures import DUTIES, Role
from reporting.models import Edition
from reporting.queries.comments import open_comments
from reporting.queries.editions import readiness
from reporting.queries.editions.contradictions import OpenSentence, sentences_of
from reporting.queries.editions.numbers import numbers_of
from reporting.queries.editions.readiness import ROLE_WORDS, Obstacle
from reporting.queries.editions.signatures import Signed, State, signed


@dataclass(frozen=True)
class SignatureLine:
    """A role, and of a lead the working group; `signed` is None where nobody has."""

    role: Role
    title: str
    stands_for: str
    required: bool
    signed: Signed | None
    group: str = ""
    group_name: str = ""

    @property
    def holds(self) -> bool:
        return self.signed is not None and self.signed.holds


@dataclass(frozen=True)
class Defence:
    state: State
    lines: list[SignatureLine]
    comments: int
    high: int
    typed: int
    sentences: list[OpenSentence] = field(default_factory=list)
    kept: list[OpenSentence] = field(default_factory=list)  # those that stay, with the reason
    obstacles: list[Obstacle] = field(default_factory=list)

    @property
    def missing(self) -> list[SignatureLine]:
        """The required ones that do not hold."""
        return [one for one in self.lines if one.required and not one.holds]

    def line(self, role: str, group: str = "") -> SignatureLine | None:
        return next((one for one in self.lines if (one.role, one.group) == (role, group)), None)


def defence_of(edition: Edition) -> Defence:
    """The number of queries does not depend on how much was written or signed."""
    state = State(edition)
    figures = state.figures
    doubtful = [] if edition.is_published else sentences_of(edition)
    sentences = [one for one in doubtful if one.is_open]
    obstacles = [] if edition.is_published else list(readiness.of_figures(edition, figures))
    if not edition.is_published:
        obstacles += readiness.of_references(edition)
        obstacles += readiness.of_sentences(sentences)
    return Defence(
        state=state,
        lines=signature_lines(edition, state),
        comments=open_comments(edition),
        high=readiness.open_high(edition),
        typed=typed_numbers(edition),
        sentences=sentences,
        kept=[one for one in doubtful if not one.is_open],
        obstacles=obstacles,
    )


def signature_lines(edition: Edition, state: State) -> list[SignatureLine]:
    """In the order in which one signs; a working group that leads nothing of it has no line."""
    found = {(one.row.role, one.row.group): one for one in signed(edition, state)}
    lines = []
    for duty in DUTIES:
        if duty.role is Role.SECRETARY_GENERAL and not edition.is_published:
            continue  # the publication itself
        groups = _group_names(edition, state) if duty.role is Role.GROUP_LEAD else {"": ""}
        lines += [
            SignatureLine(
                role=duty.role, title=str(ROLE_WORDS[duty.role]), stands_for=duty.stands_for,
                required=duty.required, signed=found.get((duty.role, group)), group=group,
                group_name=name,
            )
            for group, name in groups.items()
        ]  # fmt: skip
    return lines


def _group_names(edition: Edition, state: State) -> dict[str, str]:
    units = dict(OrganisationUnit.objects.filter(code__in=state.groups).values_list("code", "pk"))
    names = unit_names(edition.year, get_language() or "en", set(units.values()))
    return {code: names.get(units.get(code, 0), code) for code in state.groups}


def typed_numbers(edition: Edition) -> int:
    """Figures that somebody typed and neither linked nor kept with a reason, in sentences and among
    the rows of tables."""
    return numbers_of(edition, get_language() or "en").typed
