"""Which totals a doubted number stands in: a total is no surer than what it adds up."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from provinces.models import OrganisationUnit
from reporting.document.value import FigureState
from reporting.kernel.expressions import ExpressionError, Reference, parse, references
from reporting.kernel.tables import cell_name
from strategies.models import CellRollup, Derivation

States = Mapping[str, FigureState]
IN_DOUBT: frozenset[FigureState] = frozenset({"doubted", "kept", "contains_doubted"})
Place = tuple[tuple[str, ...], str]  # scope, period
DEEPEST = 3  # what is computed from what is computed


def with_totals(states: States) -> dict[str, FigureState]:
    """With each figure that a doubted one goes into, as “contains doubted numbers”: the totals of
    its rows, its kind's and the nation's, and what is computed from any of these. A doubt of its
    own counts more. Three queries, none where nothing is doubted."""
    doubted = [
        reference
        for address, state in states.items()
        if state in IN_DOUBT and (reference := _reference(address)) is not None
    ]
    found = dict(states)
    if not doubted:
        return found
    made = {str(total) for total in _totals(doubted)}
    for address in made | _computed({*made, *map(str, doubted)}):
        if found.get(address, "explained") == "explained":
            found[address] = "contains_doubted"
    return found


def _reference(address: str) -> Reference | None:
    try:
        found = parse(address)
    except ExpressionError:
        return None
    plain = isinstance(found, Reference) and not found.count and not found.measure
    return found if plain and found.period else None  # type: ignore[union-attr, return-value]


def _totals(doubted: list[Reference]) -> Iterator[Reference]:
    """Of a unit below another reporter only its own: the other's number is one of its own."""
    codes = {reference.cell for reference in doubted}
    targets: dict[str, set[str]] = defaultdict(set)
    rows = CellRollup.objects.filter(leaf__code__in=codes)
    for leaf, target in rows.values_list("leaf__code", "target__code"):
        targets[leaf].add(target)
    scopes = {reference.scope[0] for reference in doubted if len(reference.scope) == 1}
    units = OrganisationUnit.objects.filter(code__in=scopes).select_related("parent")
    kinds = {unit.code: "" if unit.stands_below else str(unit.kind) for unit in units}
    for reference in doubted:
        kind = kinds.get(reference.scope[0], "") if len(reference.scope) == 1 else ""
        wider = [(kind,), ()] if kind else []
        for cell in targets[reference.cell] | {reference.cell}:
            for scope in (reference.scope, *wider):
                total = replace(reference, cell=cell, entry=None, scope=scope)
                if total != reference:
                    yield total


def _computed(addresses: set[str]) -> set[str]:
    """The computed figures that any of these goes into, in the same scope and period."""
    places: dict[str, set[Place]] = defaultdict(set)
    for address in addresses:
        reference = _reference(address)
        if reference is not None and reference.entry is None:
            places[reference.cell].add((reference.scope, reference.period or ""))
    made = [
        (code, _in_row(code, term.cell), term.scope)
        for code, text in Derivation.objects.values_list("cell__code", "expression")
        for term in references(text)
        if term.period is None and term.cell
    ]
    found: set[str] = set()
    for _round in range(DEEPEST):
        for code, cell, scope in made:
            for where in list(places.get(cell, ())):
                if not scope or where[0] == scope:
                    at = ((), where[1]) if scope else where
                    places[code].add(at)
                    found.add(str(Reference(code, scope=at[0], period=at[1])))
    return found


def _in_row(code: str, cell: str) -> str:
    """`[*]` is the row of the computed column itself."""
    option = cell_name(code).option
    return cell.replace("[*]", f"[{option}]") if option else cell
