"""What a reader should know before opening the tables of a release, and under which terms they may be used: plain text in the zip file."""

from api.package_tables import TABLES
from ccare_metrics.release import Release
from ccare_metrics.results.releases import every_cell
from geo.areas import ATTRIBUTION
from ui.words import Words, words_for

README_FILES = {"en": "README.md", "fr": "LISEZMOI.md"}
LICENCE_FILE = "LICENCE.txt"
ABSENCES = ("not_reported", "not_applicable", "not_published", "suppressed")
PROVENANCES = ("published", "reported", "illustrative")


def readme(release: Release, language: str) -> str:
    words = words_for(language)
    programme = release.programme
    parts = [
        f"# {words('api.package.title', programme=programme.name, number=release.number)}",
        words("api.package.description", day=release.as_of),
        *([words("provenance.notice")] if _is_illustrative(release) else []),
        words("api.readme.note", note=release.note, day=release.published_on),
        f"## {words('api.readme.tables')}",
        "\n".join(_line(words, f"{table.name}.csv", words(f"api.table.{table.name}")) for table in TABLES),
        f"## {words('api.readme.reading')}",
        "\n\n".join(words(f"api.readme.{part}") for part in ("cells", "adding", "values", "missing")),
        "\n".join(_line(words, code, words.absence_why(code)) for code in ABSENCES),
        words("api.readme.provenance"),
        "\n".join(_line(words, code, words.provenance_why(code)) for code in PROVENANCES),
        f"## {words('about.licence')}",
        words("about.licence_figures"),
        words("api.readme.cite", programme=programme.short_name, number=release.number, day=release.as_of),
        words("api.readme.checksum", checksum=release.checksum),
    ]
    return "\n\n".join(parts) + "\n"


def _is_illustrative(release: Release) -> bool:
    return bool(every_cell(release)["provenance"].eq("illustrative").any())


def _line(words: Words, code: str, text: str) -> str:
    return words("api.readme.line", code=code, text=text)


def licence() -> str:
    """In both languages, one after the other."""
    parts = []
    for language in README_FILES:
        words = words_for(language)
        parts += [
            words("about.licence"),
            words("about.licence_figures"),
            words.name(ATTRIBUTION),
            words("about.licence_code"),
        ]
    return "\n\n".join(parts) + "\n"
