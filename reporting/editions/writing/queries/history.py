"""What was changed in an edition, by whom and when; how it stood at any moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from reporting.access import NotHere
from reporting.editions.writing.queries.section_workspace import outline
from reporting.editions.writing.rules.text_comparison import TextChange, word_changes
from reporting.models import Edition, Passage, PassageVersion

SHOWN = ("kind", "level", "label", "spec", "translation", "translates")


@dataclass(frozen=True)
class VersionStep:
    """A version and the one before it; None: the passage was made with it. `what` names the
    change: made, taken_out, brought_back, restored, moved, rewritten, translated or set."""

    version: PassageVersion
    before: PassageVersion | None

    @property
    def what(self) -> str:
        now, before = self.version, self.before
        if before is None:
            return "made"
        if now.undoes is not None:
            return "restored"
        if now.removed != before.removed:
            return "taken_out" if now.removed else "brought_back"
        if now.text != before.text:
            return "rewritten"
        if (now.translation, now.translates) != (before.translation, before.translates):
            return "translated"
        if (now.section, now.position) != (before.section, before.position):
            return "moved"
        return "set"

    @property
    def changes(self) -> tuple[TextChange, ...]:
        """Word by word; empty where no word changed."""
        if self.before is None or self.before.text == self.version.text:
            return ()
        return word_changes(self.before.text, self.version.text)

    @property
    def is_translated(self) -> bool:
        """Whether its counterpart is another one than before."""
        before = self.before.translation if self.before else ""
        return bool(self.version.translation) and self.version.translation != before

    @property
    def is_newest(self) -> bool:
        return self.version.number == self.version.passage.version


@dataclass(frozen=True)
class PassageDifference:
    """A passage between two moments; `state`: new, gone, changed or same."""

    passage: int
    section: str
    state: str
    changes: tuple[TextChange, ...]

    @property
    def words(self) -> str:
        """What stands there and what stood there."""
        return " ".join(change.text for change in self.changes)


def versions_of(edition: Edition, section: str = "", passage: int = 0) -> QuerySet[PassageVersion]:
    """Newest first. Of a section also what stood there once and was moved away."""
    found = PassageVersion.objects.filter(passage__edition=edition)
    if passage:
        found = found.filter(passage_id=passage)
    if section:
        found = found.filter(Q(section=section) | Q(passage__section=section))
    return found.select_related("by", "passage").order_by("-pk")


def steps_of(versions: Sequence[PassageVersion]) -> list[VersionStep]:
    """With what was before each; one query."""
    wanted = {
        (version.passage_id, version.number - 1) for version in versions if version.number > 1
    }
    before = {
        (version.passage_id, version.number): version
        for version in PassageVersion.objects.filter(
            passage__in={pk for pk, _number in wanted}, number__in={n for _pk, n in wanted}
        )
    }
    return [
        VersionStep(version, before.get((version.passage_id, version.number - 1)))
        for version in versions
    ]


def version_of(passage: Passage, number: int) -> PassageVersion:
    found = passage.versions.filter(number=number).select_related("by").first()
    if found is None:
        raise NotHere
    return found


def wording_of(passage: Passage, number: int) -> str:
    """Its words in that version; "" where there is none such."""
    return passage.versions.filter(number=number).values_list("text", flat=True).first() or ""


def differences(
    edition: Edition, language: str, section: str, since: int, until: int
) -> list[PassageDifference]:
    """Passage by passage between two moments: those of the versions `since` and `until` (primary
    keys; 0: before everything, and today). What is the same is left out."""
    before, after = (
        _passages_at(edition, section, since),
        _passages_at(edition, section, until or None),
    )
    order = {part.code: place for place, part in enumerate(outline(edition, language))}
    rows = {**before, **after}
    found = [_difference(pk, before.get(pk), after.get(pk)) for pk in rows]
    ordered = sorted(
        (difference for difference in found if difference.state != "same"),
        key=lambda difference: (
            order.get(difference.section, len(order)),
            rows[difference.passage].position,
            difference.passage,
        ),
    )
    return ordered


def _passages_at(edition: Edition, section: str, until: int | None) -> dict[int, PassageVersion]:
    """What stood in the report then, by passage."""
    rows = PassageVersion.objects.filter(passage__edition=edition)
    if until is not None:
        rows = rows.filter(pk__lte=until)
    newest: Iterable[PassageVersion] = rows.order_by("passage_id", "-number").distinct("passage_id")
    return {
        version.passage_id: version
        for version in newest
        if not version.removed and (not section or version.section == section)
    }


def _difference(
    pk: int, before: PassageVersion | None, after: PassageVersion | None
) -> PassageDifference:
    old, new = before.text if before else "", after.text if after else ""
    if before is None or after is None:
        state = "new" if before is None else "gone"
    else:
        places = (before.section, *(getattr(before, name) for name in SHOWN))
        same = places == (after.section, *(getattr(after, name) for name in SHOWN))
        state = "same" if same and old == new else "changed"
    place = after or before
    assert place is not None  # it is one of them
    if before is not None and after is not None and old == new:  # else its translation is another
        old, new = before.translation or old, after.translation or new
    changes = word_changes(old, new) if state != "same" else ()
    return PassageDifference(pk, place.section, state, changes)


def moment_of(edition: Edition, version: int) -> PassageVersion | None:
    """The change that makes a moment; None of 0. `NotHere` where it is another edition's."""
    if not version:
        return None
    found = (
        PassageVersion.objects.filter(passage__edition=edition, pk=version)
        .select_related("by")
        .first()
    )
    if found is None:
        raise NotHere
    return found
