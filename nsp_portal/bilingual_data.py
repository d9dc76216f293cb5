"""python -m nsp_portal.bilingual_data FOLDER...: what the catalogue, the plan and the names of the
units do not say in both languages, each label by its place. A Khmer label is held to the rules of
a translation: no Latin word but those listed, the words of the glossary, what is put in later."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import yaml

from nsp_portal.translations import files
from nsp_portal.translations.rules import problems
from reporting.catalogue.rules.bilingual import Pair, named, pairs

YAML_FOLDERS = ("catalogue", "plan", "commitments")
NAMES = "organisations/names.csv"
# In a name or a label: brands, and the addresses of sections.
LATIN = frozenset({"APLE", "We", "World", "GVC"})


def main(folders: list[str]) -> int:
    found = [line for folder in folders for line in one_sided(Path(folder))]
    for line in found:
        print(line, file=sys.stderr)  # noqa: T201
    return 1 if found else 0


def one_sided(folder: Path) -> Iterator[str]:
    """Each label that is not said in both languages, or not as it should be."""
    terms, latin = files.glossary(), files.latin_words() | LATIN
    for path, pair in _all_pairs(folder):
        if not pair.english:
            yield f"{path}: {pair.place}: has no English: {pair.khmer}"
            continue
        comment = "\n".join(f"other meaning: {term}" for term in pair.other_meaning)
        entry = polib.POEntry(msgid=pair.english, msgstr=pair.khmer, tcomment=comment)
        for problem in problems(entry, [] if path.suffix == ".csv" else terms, latin):
            yield f"{path}: {pair.place}: {problem}: {pair.english}"


def _all_pairs(folder: Path) -> Iterator[tuple[Path, Pair]]:
    paths = [path for name in YAML_FOLDERS for path in sorted((folder / name).glob("*.yaml"))]
    for path in paths:
        for pair in pairs(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield path, pair
    names = folder / NAMES
    with names.open(encoding="utf-8", newline="") as lines:
        for pair in named(csv.DictReader(lines)):
            yield names, pair


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
