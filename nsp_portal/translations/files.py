"""Where the words stand, and how they are read and written."""

from pathlib import Path

import polib

from reporting.catalogue.rules.glossary import Term, read_terms

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
PACKAGES = ("nsp_portal", "provinces", "reporting", "strategies")
KHMER = LOCALE / "km" / "LC_MESSAGES" / "django.po"
LIBRARIES = LOCALE / "libraries" / "km" / "LC_MESSAGES" / "django.po"
LIBRARY_SCRIPTS = LIBRARIES.with_name("djangojs.po")
GLOSSARY = ROOT / "docs" / "glossary-km.csv"
LATIN = LOCALE / "latin-words.txt"
HEADER = {
    "Project-Id-Version": "NSP portal",
    "Language": "km",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def read(path: Path = KHMER) -> polib.POFile:
    """An empty file where there is none yet."""
    if path.exists():
        return polib.pofile(str(path), wrapwidth=0)
    return polib.POFile(wrapwidth=0)


def write(words: polib.POFile, path: Path = KHMER) -> None:
    """Plurals have one form in Khmer."""
    words.metadata = dict(HEADER)
    for entry in words:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgstr_plural.get(0, "")}
    path.parent.mkdir(parents=True, exist_ok=True)
    words.save(str(path))


def compiled(path: Path) -> Path:
    """The file that gettext reads, written beside its source."""
    target = path.with_suffix(".mo")
    read(path).save_as_mofile(str(target))
    return target


def glossary(path: Path = GLOSSARY) -> list[Term]:
    with path.open(encoding="utf-8", newline="") as lines:
        return read_terms(lines)


def latin_words(path: Path = LATIN) -> frozenset[str]:
    """A word a line; what follows # says why."""
    words = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return frozenset(word for word in words if word)
