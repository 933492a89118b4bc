"""`manage.py pack`: the same pack without a browser, and a sentence wherever it cannot be made."""

import sys
from pathlib import Path

import pytest

import manage
from tests.reports.reading import deck, office_texts


@pytest.fixture
def run(published, tmp_path, capsys, monkeypatch):
    """`run("--lang", "fr")`: exit code, what was said, what was complained of."""
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{published / 'store.sqlite'}")
    monkeypatch.setenv("CCARE_RELEASES", str(published / "releases"))

    def say(*words: str, out: Path = tmp_path / "pack.pptx") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["manage.py", "pack", "--out", str(out), *words])
        try:
            code = manage.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return say


def test_a_pack_of_a_past_day_in_french_with_a_commentary(run, tmp_path):
    (tmp_path / "text.txt").write_text("Le comité félicite les partenaires.", encoding="utf-8-sig")
    asked = ("--format", "pptx", "--lang", "fr", "--as-of", "2022-10-15", "--sections", "progress, map")
    code, said, steps = run(*asked, "--commentary", str(tmp_path / "text.txt"))
    assert code == 0
    assert "pack.pptx: " in said
    assert "Création des diapositives\u00a0: 100\u00a0%" in steps
    texts = office_texts((tmp_path / "pack.pptx").read_bytes())
    assert "Le comité félicite les partenaires." in texts
    assert any("état connu au 15 octobre 2022" in text for text in texts)
    assert not any("Déclarations" in text for text in texts)


def test_without_a_day_it_is_the_demonstrations_today(run, tmp_path):
    code, _, _ = run("--format", "pptx", "--sections", "reporting")
    assert code == 0
    said = "".join(shape.text_frame.text for shape in deck_of(tmp_path).slides[0].shapes if shape.has_text_frame)
    assert "provisional, as known on 5 June 2023" in said


def deck_of(folder: Path):
    return deck((folder / "pack.pptx").read_bytes())


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--lang", "de"), "unknown language 'de'; there is en, fr"),
        (("--format", "docx"), "unknown format 'docx'; there is pdf, pptx, xlsx"),
        (("--sections", "weather"), "unknown section 'weather'"),
        (("--as-of", "2021-04-02"), "Nothing was due by 2 April 2021"),
        (("--as-of", "2021-04-02"), "Rien n’était attendu au 2 avril 2021"),
        (("--as-of", "15/10/2022"), "is not a day"),
        (("--as-of", "2024-01-01"), "has not come"),
        (("--commentary", "/nowhere/text.txt"), "text.txt cannot be read"),
    ],
)
def test_what_cannot_be_made_is_told_in_a_sentence_and_leaves_nothing(run, tmp_path, words, complaint):
    code, said, complaints = run(*words)
    assert code != 0
    assert complaint in " ".join(complaints.replace("│", " ").split())
    assert said == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"\xff\xfe\x00", "cannot be read"), (b"x" * 10_001, "10,001 characters")]
)
def test_a_commentary_that_is_no_text_or_too_long_is_refused(run, tmp_path, content, complaint):
    (tmp_path / "text.txt").write_bytes(content)
    code, _, complaints = run("--commentary", str(tmp_path / "text.txt"))
    assert code == 1
    assert complaint in complaints
    assert not (tmp_path / "pack.pptx").exists()
