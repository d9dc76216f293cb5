"""Every page of the table of permissions, in both languages: dates as people write them, nothing
said twice, no object as Python prints it, no attribute that says nothing, no link or form that
leads nowhere; and a page in Khmer is Khmer."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from nsp_portal.translations.files import latin_words
from provinces.models import User
from provinces.roles import Role
from reporting.models import Edition, ExtensionRequest, ListEntry
from tests.conftest import connected_to
from tests.factories import secretariat
from tests.portal.permission_portal import portal_of_2020
from tests.portal.permission_table import ACCOUNTS, PEOPLE, PORTAL, rows_of
from tests.shown_text import KhmerPage, Shown

EYES = ("officer", "approver", "reviewer", "sec-gen", "admin", "consol", "lead", "focal")
ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
MICROSECONDS = re.compile(r"\.\d{4,}")
OBJECT = re.compile(r"\b[A-Z]\w+\(\w+=|<\w[\w.]* object|<QuerySet|\bdict_\w+\(|\[\(?['\"]")
ROLES = "|".join(sorted((re.escape(str(role.label)) for role in Role), key=len, reverse=True))
LEAST_KHMER = 0.97  # of the letters of a page
SAID_TWICE = re.compile(rf"\b(?P<role>{ROLES}), [^,]+, (?P=role)\b")


def pages():
    for row in rows_of(PORTAL, list(PEOPLE)):
        if row.method == "GET":
            eyes = [one for one in EYES if row.answers[one] == "ok"]
            for person in eyes if row.address == "/" else eyes[:1]:
                yield person, row.address
    for row in rows_of(ACCOUNTS, ["nobody", "signed-in"]):
        if row.method == "GET" and "ok" in row.answers.values():
            yield "nobody" if row.answers["nobody"] == "ok" else "officer", row.address


@dataclass
class Found:
    """What is wrong, by kind: the page and the words."""

    pages: int = 0
    wrong: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    in_khmer: dict[str, float] = field(default_factory=dict)

    def look(self, address, shown):
        self.pages += 1
        path = address.split()[-1]
        for kind, words in (*_in_text(shown), *_in_tags(shown), *_nowhere(shown, path)):
            self.wrong.setdefault(kind, []).append((address, words))

    def read(self, address, page):
        share = page.khmer_share(self.names)
        self.in_khmer[address] = min(share, self.in_khmer.get(address, 1.0))
        if share < LEAST_KHMER:
            said = " / ".join(page.foreign(self.names))
            self.wrong.setdefault("english", []).append((f"{share:.2f} {address}", said[:1500]))


def names_and_typed():
    """Of people; and what units typed in English, which stands in the middle of sentences."""
    with secretariat():
        people = User.objects.values_list("full_name_en", "username", "email")
        typed = {
            *ListEntry.objects.values_list("title", flat=True),
            *ListEntry.objects.values_list("partner", flat=True),
            *Edition.objects.values_list("reason", flat=True),
            *ExtensionRequest.objects.values_list("text", flat=True),
        }
        return (frozenset(name for person in people for name in person) | typed) - {""}


def _in_text(shown):
    for run in shown.text:
        if ISO_DATE.search(run):
            yield "iso", run[:120]
        if SAID_TWICE.search(run):
            yield "twice", run[:120]
        if OBJECT.search(run):
            yield "object", run[:120]


def _in_tags(shown):
    for tag, attributes in shown.tags:
        if MICROSECONDS.search(attributes.get("datetime") or ""):
            yield "microseconds", f"{tag} {attributes['datetime']}"
        for name in ("action", "href", "hx-get", "hx-post", "value"):
            if OBJECT.search(attributes.get(name) or ""):
                yield "object", f"<{tag} {name}={(attributes[name] or '')[:80]}>"
        for name in ("name", "id", "for", "href"):
            if name in attributes and not (attributes[name] or "").strip():
                yield "empty", f'<{tag} {name}="">'


def _nowhere(shown, address):
    for tag, attributes in shown.tags:
        for name in ("action", "href", "hx-get", "hx-post"):
            said = attributes.get(name) or "#"
            wanted = urlsplit(urljoin(address, said))
            if said[0] not in "#?" and not (wanted.netloc or wanted.scheme):
                try:
                    resolve(unquote(wanted.path))
                except Resolver404:
                    if not wanted.path.startswith("/static/"):
                        yield "nowhere", f"<{tag} {name}={attributes[name]}>"


@pytest.fixture(scope="module")
def found(database_2020, django_db_blocker, tmp_path_factory):
    looked = Found()
    with (
        django_db_blocker.unblock(),
        connected_to(database_2020),
        portal_of_2020(tmp_path_factory.mktemp("var")) as portal,
    ):
        looked.names = names_and_typed() | latin_words()
        for person, address in dict.fromkeys(pages()):
            for language in ("en", "km"):
                answer = portal.ask(person, "GET", address, language=language)
                if answer["Content-Type"].startswith("text/html"):
                    page = answer.content.decode()
                    looked.look(f"{language} {address}", Shown.on(page))
                    if language == "km":
                        looked.read(address, KhmerPage.on(page))
    return looked


@pytest.mark.parametrize(
    "kind", ["iso", "twice", "microseconds", "empty", "object", "nowhere", "english"]
)
def test_no_page_shows(found, kind):
    assert found.pages > 100
    assert found.wrong.get(kind, []) == []


def test_what_is_looked_for_is_found():
    """The control."""
    shown = Shown.on(
        '<p>On 2021-10-05</p><code>2021-10-05</code><time datetime="2021-10-05T01:02:03.123456">'
        "Data officer, Takeo, Data officer</time><button name=''></button>"
        "<a href='not-there/'></a><form action=\"Shell(person='A', menu=[])\"></form>"
        "<p>&lt;Unit object (3)&gt;</p>"
    )
    found = Found()
    found.look("/", shown)
    assert {kind: len(words) for kind, words in found.wrong.items()} == {
        "iso": 1, "twice": 1, "microseconds": 1, "empty": 1, "object": 2, "nowhere": 2,
    }  # fmt: skip


def test_english_among_khmer_is_found():
    """The control: what nobody translated, but neither a name, a code nor a marked quotation."""
    page = KhmerPage.on(
        "<h1>របាយការណ៍ Kandal KH-08 II.B.1.3</h1><p lang='en'>Typed words</p><p>Not translated</p>"
        "<img alt='A picture'><code>code</code>"
    )
    assert page.foreign({"Kandal"}) == ["Not translated", "A picture"]
    assert page.khmer_share({"Kandal"}) < LEAST_KHMER
