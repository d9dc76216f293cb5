"""What a published edition consists of, so that another machine can tell whether it is still so:
fingerprints of its files, and the figures in one fixed notation whose fingerprint is that of the
consolidation. Plain bytes in, plain words out; nothing of the portal is needed.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_ = str  # marks a template for translation

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
FIGURES = "canonical-figures.csv"
CATALOGUE = "catalogue.json"
TEXT = "text.json"
FIGURE_COLUMNS = ("cell", "period", "kind", "unit", "value", "received", "expected")
FORMAT = 1
# What every manifest says, and what kind of thing it is.
SAID: dict[str, type] = {
    "format": int, "period": str, "edition": int, "published_at": str, "published_by": str,
    "figures_digest": str, "text_digest": str, "catalogue_digest": str, "files": list,
}  # fmt: skip

NO_MANIFEST = _("There is no manifest.json: this is no published edition.")
UNREADABLE_MANIFEST = _("manifest.json cannot be read.")
NO_FILE = _("%(name)s is missing.")
OTHER_FILE = _("%(name)s is not the file that was published.")
MORE_FILE = _("%(name)s does not belong to the edition.")
OTHER_FIGURES = _("The figures are not the published ones: their seal is %(found)s.")
OTHER_TEXT = _("The text is not the one that was published: its seal is %(found)s.")
OTHER_CATALOGUE = _("The catalogue is not the published one: its seal is %(found)s.")
OTHER_SUMS = _("SHA256SUMS does not agree with the manifest.")
OTHER_MANIFEST = _("The manifest is not the one that the portal keeps: “%(name)s” differs.")

Reader = Callable[[str], bytes]
# Cell, period, kind of unit, unit ("" of a kind or the nation), value, received, expected.
FigureLine = tuple[str, str, str, str, str, str, str]


@dataclass(frozen=True)
class ManifestDifference:
    """A template and its parameters, said in anybody's language."""

    template: str
    params: Mapping[str, str]


def canonical(value: Any) -> bytes:
    """One notation of a JSON value: sorted keys, no spaces, UTF-8, a line end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + b"\n"


def readable(value: Any) -> bytes:
    """As one notation too, for people: sorted keys, a line a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(value: Any) -> str:
    return sha256(canonical(value))


def figures_digest(lines: Iterable[Sequence[str]]) -> str:
    """That of the consolidation: a figure a line, the unit left out where there is none."""
    text = "\n".join(
        "|".join((*line[:3], *line[3 : 4 if line[3] else 3], *line[4:])) for line in lines
    )
    return sha256(text.encode()) if text else ""


def write_figures(lines: Iterable[FigureLine]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIGURE_COLUMNS)
    writer.writerows(lines)
    return out.getvalue().encode()


def read_figures(content: bytes) -> list[list[str]]:
    rows = csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline=""))
    return [row for row in list(rows)[1:] if len(row) == len(FIGURE_COLUMNS)]


def sums(files: Mapping[str, str]) -> bytes:
    """For `sha256sum -c`: name -> fingerprint."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items())).encode()


def read_sums(content: bytes) -> dict[str, str]:
    lines = (line.partition("  ") for line in content.decode("utf-8", "replace").splitlines())
    return {name: digest for digest, _gap, name in lines if name}


def read_manifest(content: bytes) -> dict[str, Any] | None:
    """None for what is no manifest of this format."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return None
    if not all(isinstance(found.get(name), kind) for name, kind in SAID.items()):
        return None
    named = all(isinstance(file, dict) and "name" in file for file in found["files"])
    return found if named else None


def verify(names: Iterable[str], read: Reader) -> tuple[dict[str, Any], list[ManifestDifference]]:
    """The manifest of what lies there (empty where there is none), and all that differs from it."""
    there = set(names)
    if MANIFEST not in there:
        return {}, [ManifestDifference(NO_MANIFEST, {})]
    content = read(MANIFEST)
    manifest = read_manifest(content)
    if manifest is None:
        return {}, [ManifestDifference(UNREADABLE_MANIFEST, {})]
    listed = {str(file["name"]): str(file.get("sha256")) for file in manifest["files"]}
    found = [
        *_files(listed, there, read),
        *(
            ManifestDifference(MORE_FILE, {"name": extra})
            for extra in sorted(there - {*listed, MANIFEST, SUMS})
        ),
        *_contents(manifest, there, read),
    ]
    if SUMS in there and read_sums(read(SUMS)) != {**listed, MANIFEST: sha256(content)}:
        found.append(ManifestDifference(OTHER_SUMS, {}))
    return manifest, found


def _files(
    listed: Mapping[str, str], there: set[str], read: Reader
) -> Iterable[ManifestDifference]:
    for name, digest in sorted(listed.items()):
        if name not in there:
            yield ManifestDifference(NO_FILE, {"name": name})
        elif sha256(read(name)) != digest:
            yield ManifestDifference(OTHER_FILE, {"name": name})


def _contents(
    manifest: Mapping[str, Any], there: set[str], read: Reader
) -> Iterable[ManifestDifference]:
    """What the fingerprints of text, figures and catalogue are made of lies in files of its own."""
    if FIGURES in there:
        found = figures_digest(read_figures(read(FIGURES)))
        if found != manifest.get("figures_digest"):
            yield ManifestDifference(OTHER_FIGURES, {"found": found[:16]})
    for name, key, template in (
        (TEXT, "text_digest", OTHER_TEXT),
        (CATALOGUE, "catalogue_digest", OTHER_CATALOGUE),
    ):
        if name in there and (digest := sha256(read(name))) != manifest.get(key):
            yield ManifestDifference(template, {"found": digest[:16]})


def compared(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[ManifestDifference]:
    """What the manifest that somebody holds says otherwise than the one that the portal keeps."""
    names = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    return [ManifestDifference(OTHER_MANIFEST, {"name": name}) for name in names]
