"""Tries hostile values at a pattern: in each part of its address, in each question that its page
asks of the address, in each field of its form, in its JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.core.files.uploadedfile import SimpleUploadedFile

from provinces.models import User
from tests.factories import KANDAL_OFFICER
from tests.site import hostile, noting
from tests.site.data import Data
from tests.site.pages import Form, Page
from tests.site.places import Place, every, parts_of
from tests.site.walking import Walk, page_of, route_of

# What is right, so that a wrong value beside it is reached.
ANSWERS = {
    "table": "direct_publicity", "figure": "direct_publicity.persons", "year": "2020",
    "period": "2020", "unit": "KH-08", "section": "II.B.1.3", "q": "forums", "shown": "278",
    "reference": "{{ direct_publicity.persons }}", "on": "report", "kind": "females_missing",
    "data_set": "committee", "page": "1", "seen": "1", "text": "So it is.", "what": "explain",
    "reason": "So it is.", "due_on": "2022-05-02", "words": "So it is.", "comment": "So it is.",
}  # fmt: skip
INPUTS = [
    "direct_publicity[forums].persons", "direct_publicity[forums].females", "materials{r1}:title",
    "materials{r1}:date", "materials.copies{r1}", "nothing:materials", "reason:direct_publicity",
]  # fmt: skip
MOST_LOOKS = 3
JUNK = b"PK\x03\x04 not a workbook \x00\xff"


@dataclass
class Trying:
    walk: Walk
    data: Data
    questions: dict[str, set[str]] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    tried: dict[tuple[str, str], str] = field(default_factory=dict)

    def look(self, route: str) -> None:
        """What a page of a pattern asks and where it leads, as one who may see it."""
        for place in every(route, self.data)[:MOST_LOOKS]:
            response = self.walk.ask_as_one_may(place.address)
            self._remember(page_of(response, place.address))
            if response.status_code == 200:
                self.places[route] = place
                break

    def _remember(self, page: Page) -> None:
        for address in (*page.addresses, *page.parts):
            names = {one.partition("=")[0] for one in address.partition("?")[2].split("&")}
            self.questions.setdefault(route_of(address) or "", set()).update(names - {""})
        for form in page.forms:
            if form.posts:
                self.forms.setdefault(route_of(form.action) or "", form)

    def try_parts(self, route: str) -> None:
        place = self._place(route)
        for name in parts_of(route):
            for kind in self._kinds(route, name):
                address = place.but(name, hostile.VALUES[kind])
                if route_of(address) == route:
                    answer = self._ask(address, f"{kind} for {name}")
                    if answer.status_code == 405:
                        self._ask(address, f"{kind} for {name}", "POST")

    def try_questions(self, route: str) -> None:
        """Each kind of value for a third of the questions at a time, the others as they should be:
        so a view that reads one after the other comes to each."""
        address = self._place(route).address
        noted = [*noting.QUERIES[route], *sorted(self.questions.get(route, ()))]
        names = list(dict.fromkeys(noted))
        if not names or self._ask(address, "no question").status_code == 405:
            return
        kinds = hostile.SHARP if is_admin(route) else hostile.ASKED
        for turn, kind in enumerate(kinds):
            wrong = _a_third(names, turn)
            right = {one: ANSWERS[one] for one in names if one in ANSWERS and one not in wrong}
            asked = [urlencode(right), *(f"{quote(one)}={hostile.VALUES[kind]}" for one in wrong)]
            self._ask(f"{address}?{'&'.join(asked)}", f"{kind} for {', '.join(wrong)}")

    def try_forms(self, route: str) -> None:
        """As try_questions, with the fields of a form."""
        address = self._address(route)
        if self._ask(address, "an empty form", "POST").status_code == 405:
            return
        form = self.forms.get(route, Form(address, posts=True))
        self._ask(address, "the form as it stands", "POST", form.fields)
        names = list(dict.fromkeys([*form.fields, *form.others, *noting.FIELDS[route]]))
        right = {one: ANSWERS[one] for one in names if one in ANSWERS} | form.fields
        kinds = hostile.SHARP_TEXTS if is_admin(route) else hostile.TEXTS
        for turn, kind in enumerate(kinds if names else ()):
            wrong = _a_third(names, turn)
            body = right | dict.fromkeys(wrong, hostile.TEXTS[kind])
            said = f"{kind} for {', '.join(wrong)[:200]}"
            self._ask(address, said, "POST", body)
        for name in form.files:
            junk = SimpleUploadedFile("a\x00/../b.xlsx", JUNK)
            self._ask(address, f"junk for {name}", "POST", {**right, name: junk})

    def try_json(self, route: str) -> None:
        """A pattern that reads no JSON gets one body of it, and is not asked again."""
        address = self._address(route)
        for kind, body in hostile.JSON.items():
            self._ask(address, kind, "POST", body, content_type="application/json")
            if route not in noting.JSON:
                return

    def try_saving(self) -> int:
        """What the page of a report sends, each text in each kind of input; how many arrived."""
        unit, form, period, revision = self.data.draft
        person = User.objects.get(username=KANDAL_OFFICER).pk
        answers = [
            self.walk.ask(
                "officer", f"/reports/{unit}/{form}/{period}/save/", body, method="POST",
                why=kind, content_type="application/json",
            )
            for kind, body in hostile.save_bodies(person, int(revision), INPUTS)
        ]  # fmt: skip
        return sum(one.status_code == 200 for one in answers)

    def _kinds(self, route: str, name: str) -> Iterable[str]:
        """All kinds of values for the first pattern of a part of the site, the sharp ones for
        those that read the same part in the same way."""
        alike = (route.partition("/")[0], name)
        first = self.tried.setdefault(alike, route) == route
        return hostile.VALUES if first and not is_admin(route) else hostile.SHARP

    def _place(self, route: str) -> Place:
        """One that somebody has seen, where there is one."""
        if route not in self.places:
            self.places[route] = every(route, self.data)[0]
        return self.places[route]

    def _address(self, route: str) -> str:
        return self.forms[route].action if route in self.forms else self._place(route).address

    def _ask(
        self, address: str, why: str, method: str = "GET", data: Any = None, **more: Any
    ) -> Any:
        key = (method, route_of(address) or "")
        person = self.walk.may.get(key) or self.walk.may.get(("GET", key[1]), "consol")
        return self.walk.ask(person, address, data, method=method, why=why, **more)


def is_admin(route: str) -> bool:
    """Django's own pages, alike for each model."""
    return route.startswith("admin/")


def _a_third(names: list[str], turn: int) -> list[str]:
    """At least one."""
    found = [name for place, name in enumerate(names) if (place + turn) % 3 == 0]
    return found or [names[turn % len(names)]]
