"""A question answered: the number itself where it names one, then what else is called so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models.functions import Length
from django.utils.translation import gettext as _

from provinces.models import LOCALITIES, UnitClosure, UnitKind, User
from provinces.queries import unit_names
from provinces.roles import Permission, Role
from provinces.spelling import searched, squeezed
from reporting.access import Actor
from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.register import commitments
from reporting.core.queries.period_words import period_words, report_title
from reporting.core.queries.practice_years import practice_years
from reporting.core.queries.years import this_year
from reporting.kernel.periods import Period
from reporting.meetings.queries.meetings import readable
from reporting.models import Edition, Feedback, Report
from reporting.search.queries.known import Known, known
from reporting.search.queries.numbers import FoundNumber, Reading, numbers, readings
from reporting.search.queries.rows import MOST, holding, words_of
from reporting.search.rules.periods import Dated, dated
from reporting.search.rules.ranking import LEAST, FoundTitle, titles
from reporting.search.rules.units import Named
from reporting.search.rules.words import features
from strategies.models import ActivityGroup, Cell, Indicator, Section, Table
from strategies.models.cells import UnitOfCount
from strategies.models.labels import dated as dated_title

# From the nearest: an exact address, a number, a report asked for as one, a whole name.
EXACT, NUMBER, REPORT, WHOLE_NAME, EXACT_NAME = 50.0, 20.0, 30.0, 12.0, 9.5
ALL_WORDS = 7.0
NUMERIC = 0.6  # of the question's words a first answer says at least so much
LONGEST = 200  # signs of a question
PREFERRED = {"table": 0.03, "section": 0.02, "indicator": 0.01}
KIND_WORDS = {
    "table": ("table", "តារាង"),
    "section": ("section", "chapter", "ផ្នែក", "ជំពូក"),
    "indicator": ("indicator", "សូចនាករ"),
    "commitment": ("commitment", "commitments"),
    "meeting": ("meeting", "meetings"),
    "feedback": ("feedback",),
    "person": ("person", "people"),
    "unit": ("unit", "units"),
}
SAYS_REPORT = {"report", "reports", "annual", "edition", "editions"}
KEPT_APART = ("table", "section", "indicator", "commitment")  # other kinds are words of labels too
REPORT_WORDS = SAYS_REPORT | {"yearly", "national"}
KHMER_REPORT_WORDS = ("របាយការណ៍", "ប្រចាំឆ្នាំ", "ជាតិ")


@dataclass(frozen=True)
class Answer:
    """`target`: what it leads to, by kind: a reference, a code, a key. Of a number also the
    `number`, what it is a `count` of, and its unit and period (`parts`)."""

    kind: str
    target: str
    title: str
    detail: str = ""
    score: float = 0.0
    number: FoundNumber | None = None
    parts: tuple[str, ...] = ()
    count: str = ""


@dataclass(frozen=True)
class Question:
    """As it was typed, and what was understood."""

    text: str
    when: Dated
    rest: str
    wanted: str  # a kind that is asked for by its name
    is_report: bool


@dataclass
class Answers:
    question: Question
    period: Period | None = None
    found: list[Answer] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.found)


def understood(text: str) -> Question:
    text = text[:LONGEST]
    when = dated(text)
    words = searched(when.rest).split()
    wanted = next(
        (kind for kind, said in KIND_WORDS.items() if len(words) > 1 and words[0] in said), ""
    )
    rest = " ".join(words[1:] if wanted in KEPT_APART else words)
    plain = _without_report(rest)
    return Question(text, when, rest, wanted, is_report=plain != rest)


def _without_report(text: str) -> str:
    for said in KHMER_REPORT_WORDS:
        if text.startswith("របាយការណ៍"):
            text = text.removeprefix("របាយការណ៍").strip()
            text = text.removeprefix("ប្រចាំឆ្នាំ").removeprefix("ប្រចាំ").strip()
        text = f" {text} ".replace(f" {said} ", " ").strip()
    words = text.split()
    if SAYS_REPORT.isdisjoint(words):
        return " ".join(words)
    return " ".join(word for word in words if word not in REPORT_WORDS)


def answer(text: str, actor: Actor, language: str) -> Answers:
    """In the reader's scope; a fixed number of queries, however much there is."""
    question = understood(text)
    made = Answers(question)
    if not searched(text):
        return made
    found = list(_editions(question))
    if actor.may(Permission.REPORT_VIEW):
        found += _of_the_catalogue(question, actor, language)
        found += _of_rows(question, actor, language)
    ranked = sorted(found, key=lambda one: -one.score)
    made.found = list({(one.kind, one.target): one for one in ranked[::-1]}.values())[::-1]
    made.found.sort(key=lambda one: -one.score)
    return made


def _of_the_catalogue(question: Question, actor: Actor, language: str) -> Iterator[Answer]:
    here = known()
    taken = readings(here, question.rest)
    called = titles(here.labels, here.labels.asked(features(question.rest)))
    yield from _sections_by_address(question, language)
    yield from _titles(called, question, language)
    found = numbers(here, taken, question.when) if question.wanted not in KEPT_APART else []
    names = list(here.spellings.readings(_without_report(question.rest)))
    is_whole = any(name.units and not features(name.rest) for name in names)
    numeric = _is_about_a_number(question, taken, called, is_whole_name=is_whole)
    yield from _numbers(found, here, numeric=numeric, language=language)
    yield from _units(names, question, here, actor, language)
    yield from _reports(names, question, here, language)


def _is_about_a_number(
    question: Question,
    taken: Sequence[Reading],
    called: Sequence[FoundTitle],
    *,
    is_whole_name: bool,
) -> bool:
    """It names a period or a unit besides, or says more than any title does: a row or a column."""
    best = [reading for reading in taken if reading.cells]
    if not best or is_whole_name:
        return False
    if question.when.period or question.when.part:
        return True
    said = max((title.share for title in called), default=0.0)
    for reading in best:
        named, share = reading.named, reading.cells[0].share
        if (named.units or named.is_nation) and share >= NUMERIC:
            if said < (NUMERIC if named.is_misspelt else 0.97):
                return True
        elif share > said + 0.02 and not named.units:
            return True
    return False


def _numbers(
    found: Sequence[FoundNumber], here: Known, *, numeric: bool, language: str
) -> Iterator[Answer]:
    """One that leaves much of the question unsaid is no first answer."""
    labels = _labels_of(found, language)
    units = _unit_names([one.unit for one in found if one.unit], found, language)
    for one in found:
        sure = numeric and one.found.share >= NUMERIC
        score = one.score + (NUMBER if sure else -8.0)
        table, row, column, count = labels[one.found.cell]
        yield Answer(
            "number",
            str(one.reference),
            title=", ".join(filter(None, (row, column))),
            detail=table,
            score=score,
            number=one,
            parts=(units.get(one.unit) or _("the nation"), period_words(one.period)),
            count=count,
        )


def _unit_names(
    units: Sequence[int], found: Sequence[FoundNumber], language: str
) -> dict[int, str]:
    return unit_names(found[0].period.year, language, units) if units else {}


def _labels_of(
    found: Sequence[FoundNumber], language: str
) -> dict[int, tuple[str, str, str, str]]:
    """Cell -> its table, row, column and what it counts; one query."""
    cells = Cell.objects.filter(pk__in=[one.found.cell for one in found]).select_related(
        "table", "element", "option"
    )
    made = {}
    for cell in cells if found else ():
        path = cell.element.header_km if language == "km" else cell.element.header_en
        column = " – ".join([*filter(None, path), cell.element.title_in(language)])
        row = cell.option.title_in(language) if cell.option else ""
        counted = (cell.option.unit_of_count if cell.option else "") or cell.element.unit_of_count
        count = str(UnitOfCount(counted).label) if counted else ""
        made[cell.pk] = (dated_title(cell.table.title_in(language)), row, column, count)
    return made


def _sections_by_address(question: Question, language: str) -> Iterator[Answer]:
    """“II.B.1.3”; the dots and the case are as people type them."""
    code = "".join(question.text.upper().removeprefix("SECTION").split()).strip(".")
    if not code or not code.isascii() or code[0] not in "IVPA":
        return
    for section in Section.objects.filter(code=code):
        yield Answer("section", section.code, section.title_in(language), section.code, EXACT)


MODELS = {"table": Table, "section": Section, "indicator": Indicator, "group": ActivityGroup}


def _titles(
    called: Sequence[FoundTitle], question: Question, language: str
) -> Iterator[Answer]:
    """Four queries at most."""
    for kind, model in MODELS.items():
        near = [one for one in called if one.title.kind == kind][:MOST]
        if not near:
            continue
        rows = {
            row.code: row for row in model.objects.filter(code__in=[o.title.code for o in near])
        }
        for one in near:
            row = rows.get(one.title.code)
            if row is None:
                continue
            score = one.score + PREFERRED.get(kind, 0.0) + (3.0 if question.wanted == kind else 0)
            detail = row.code if kind in ("section", "group") else ""
            title = dated_title(row.title_in(language))
            yield Answer(kind, row.code, title, detail, score)


def _units(
    names: Sequence[Named], question: Question, here: Known, actor: Actor, language: str
) -> Iterator[Answer]:
    """Those that the whole question calls, then those that a part of it does; those whose pages
    this person has."""
    found: dict[int, float] = {}
    for named in names:
        for unit in named.units:
            whole = not features(named.rest) and not question.when.period
            score = (WHOLE_NAME if whole else 4.0) - (1.5 if named.is_misspelt else 0.0)
            kind = here.units[unit][1]
            if whole and kind in (UnitKind.WORKING_GROUP, *LOCALITIES):
                score = EXACT_NAME if not _is_full_name(here, unit, question) else WHOLE_NAME
            found[unit] = max(found.get(unit, 0.0), score)
    own = None if actor.is_national else _below(actor)
    shown = [unit for unit in found if own is None or unit in own][: MOST * 2]
    called = unit_names(this_year(), language, shown) if shown else {}
    for unit in shown:
        code, kind = here.units[unit]
        detail = f"{UnitKind(kind).label}, {code}"
        yield Answer("unit", code, called.get(unit, code), detail, found[unit])


def _is_full_name(here: Known, unit: int, question: Question) -> bool:
    return len(squeezed(question.rest)) > 15  # “law enforcement” is first of all a section


def _below(actor: Actor) -> set[int]:
    rows = UnitClosure.objects.filter(ancestor=actor.unit)
    return set(rows.values_list("descendant_id", flat=True))


def _editions(question: Question) -> Iterator[Answer]:
    """The national reports that this person reads: row-level security says which. One query."""
    rest = _without_report(question.rest)
    if not question.is_report or rest:
        return
    rows = Edition.objects.order_by("-period_key", "-number")
    if question.when.period:
        rows = rows.filter(period_key=question.when.period.key)
    else:
        rows = rows.exclude(year__in=practice_years())
    for at, edition in enumerate(rows[:MOST]):
        period = Period.from_key(edition.period_key)
        state = "" if edition.is_published else str(edition.get_state_display())
        detail = ", ".join(filter(None, (_("edition %(n)d") % {"n": edition.number}, state)))
        target = period.url if at == 0 or not edition.is_published else f"{period.url}/{edition.number}"
        yield Answer("edition", target, report_title(period), detail, REPORT + 1 - 0.01 * at)


def _reports(
    names: Sequence[Named], question: Question, here: Known, language: str
) -> Iterator[Answer]:
    """Of a unit and a period, by the word “report”, or by what its form is called; two queries."""
    asked = _asked_reports(names, question, here)
    if asked is None:
        return
    units, forms, score = asked
    rows = Report.objects.select_related("organisation_unit", "data_set")
    if units:
        rows = rows.filter(organisation_unit__in=units)
    if forms:
        rows = rows.filter(data_set__code__in=forms)
    if question.when.period:
        rows = rows.filter(period_key=question.when.period.key)
    else:
        rows = rows.exclude(year__in=practice_years())
    order = ("-year", "period_key", "organisation_unit__position", "data_set__position")
    found = list(rows.order_by(*order)[:MOST])
    names_then = unit_names(this_year(), language, [row.organisation_unit for row in found])
    for at, row in enumerate(found):
        code = row.organisation_unit.code
        yield Answer(
            "report",
            f"{code}/{row.data_set.code}/{row.period.url}",
            f"{names_then.get(row.organisation_unit_id, code)}, {period_words(row.period)}",
            row.data_set.title_in(language),
            score - 0.01 * at,
        )


def _asked_reports(
    names: Sequence[Named], question: Question, here: Known
) -> tuple[tuple[int, ...], list[str], float] | None:
    for named in names:
        words = set(features(named.rest))
        if named.units and not words and (question.is_report or question.when.period):
            return named.units, [], REPORT if question.is_report else 5.0
    for named in sorted(names, key=lambda name: not name.units):
        words = set(features(named.rest))
        forms = [
            form.code for form in here.forms if words and any(words <= set(way) for way in form.ways)
        ]
        if forms and (question.is_report or question.when.period):
            return named.units, forms, REPORT - 1 if question.is_report or len(words) > 1 else 5.0
    return None


def _of_rows(question: Question, actor: Actor, language: str) -> Iterator[Answer]:
    words = words_of(question.rest)
    if not words or max(map(len, words)) < 2:
        return
    if actor.may(Permission.PEOPLE_MANAGE):
        yield from _people(words, question, language)
    yield from _commitments(words, question, language)
    yield from _meetings(words, question, actor)
    yield from _feedback(words, question, actor)


def _people(words: Sequence[str], question: Question, language: str) -> Iterator[Answer]:
    fields = ("full_name_km", "username", "email")
    rows = User.objects.order_by(Length("username"))
    for user in holding(rows, words, *fields, name="full_name_en")[:MOST]:
        name = user.full_name_km if language == "km" and user.full_name_km else user.full_name_en
        exact = searched(user.username) == searched(question.rest)
        begins = searched(name).startswith(searched(question.rest))
        is_name = searched(name) == searched(question.rest)
        nearer = 6.0 if exact or is_name else 2.0 if begins else 0.0
        score = ALL_WORDS + nearer + _named(question, "person")
        yield Answer("person", str(user.pk), name or user.username, user.username, score)


def _named(question: Question, kind: str) -> float:
    return 5.0 if question.wanted == kind else 0.0


def _commitments(words: Sequence[str], question: Question, language: str) -> Iterator[Answer]:
    rows = commitments(RegisterClock.of()).prefetch_related(None)
    number = question.rest if question.wanted == "commitment" and question.rest.isdigit() else ""
    if number and len(number) < 10:
        rows = rows.filter(number=int(number))
    else:
        fields = ("text_en", "text_km", "origin_name", "origin_name_km")
        rows = holding(rows, words, *fields)
    for row in rows.order_by("-number")[:MOST]:
        score = (EXACT if number else ALL_WORDS - 1) + _named(question, "commitment")
        title = " ".join(row.text_in(language).split()[:24])
        yield Answer("commitment", str(row.number), title, f"{row.number}", score)


def _meetings(words: Sequence[str], question: Question, actor: Actor) -> Iterator[Answer]:
    found = holding(readable(actor), words, "title", "place")
    for row in found.order_by("-day", "-pk")[:MOST]:
        score = ALL_WORDS - 1.5 + _named(question, "meeting")
        detail = f"{row.organisation_unit}, {row.day:%Y-%m-%d}"
        title = row.title or str(row.get_kind_display())
        yield Answer("meeting", str(row.pk), title, detail, score)


def _feedback(words: Sequence[str], question: Question, actor: Actor) -> Iterator[Answer]:
    rows = Feedback.objects.filter(practice_year=None)
    for row in holding(rows, words, "title", "text").order_by("-number")[:MOST]:
        score = ALL_WORDS - 2 + _named(question, "feedback")
        yield Answer("feedback", str(row.number), row.title, f"{row.number}", score)
