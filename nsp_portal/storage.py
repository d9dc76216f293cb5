"""Static files under names that change with their contents, the modules that import them too."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# `import ... from "./rows.js";` takes the hashed name, as addresses in CSS do. Django's own setting
# for this reads every script, those of packages too, which name files that they do not have.
MODULES = ("entry/*.js", "editions/writing/*.js")
IMPORTS = (
    (
        r"""(?P<matched>import(?P<names>[^"';]*?)\s*from\s*["'](?P<url>\./[^"']+)["']\s*;)""",
        """import%(names)s from "%(url)s";""",
    ),
)


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # has no types
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((folder, IMPORTS) for folder in MODULES),
    )
