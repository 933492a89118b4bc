"""Where pages lie: one folder down, so that none can be opened past the door; each in the menu, the menu naming nothing else."""

from pathlib import Path

import pytest

from geo.areas import Text
from serving.menu import MenuEntry, MenuError, read_menu

PAGES = Path(__file__).parents[2] / "pages"
AUDIENCES = {"public", "board", "partners", "lead", "signed_in"}


def misplaced(pages: Path, menu: tuple[MenuEntry, ...]) -> list[str]:
    """What is wrong with a folder of pages and its menu."""
    files = sorted(path.relative_to(pages).as_posix() for path in pages.rglob("*.py"))
    named = [entry.file for entry in menu]
    names = [Path(file).stem for file in files]
    wrong = [
        f"{file}: lies directly under pages/, where its address opens it without the door"
        for file in files
        if "/" not in file
    ]
    wrong += [f"{name}: two pages of this name" for name in sorted({name for name in names if names.count(name) > 1})]
    wrong += [f"{file}: in no menu" for file in files if file not in named]
    wrong += [f"{file}: in the menu, but not there" for file in named if file not in files]
    wrong += [
        f"{entry.file}: within {entry.within}, which is no page"
        for entry in menu
        if entry.within and entry.within not in names
    ]
    return wrong


def test_every_page_lies_where_it_belongs_and_is_in_the_menu_once():
    assert misplaced(PAGES, read_menu()) == []


def test_the_menu_names_audiences_that_there_are_and_titles_in_both_languages():
    for entry in read_menu():
        assert entry.audience in AUDIENCES
        assert Path(entry.file).parent.name == entry.audience
        assert entry.title.en
        assert entry.title.fr
        assert entry.title.en != entry.title.fr


def test_the_first_page_is_for_everybody():
    first = read_menu()[0]
    assert (first.audience, first.in_menu) == ("public", True)


def entry(file: str, within: str = "") -> MenuEntry:
    return MenuEntry(file=file, icon="", title=Text("A", "B"), audience="public", within=within)


@pytest.mark.parametrize(
    ("files", "menu", "said"),
    [
        (["secret.py"], [entry("secret.py")], "lies directly under pages/"),
        (["public/map.py", "board/map.py"], [entry("public/map.py"), entry("board/map.py")], "two pages of this name"),
        (["public/map.py"], [], "in no menu"),
        ([], [entry("public/map.py")], "not there"),
        (["public/map.py"], [entry("public/map.py", within="atlas")], "no page"),
    ],
)
def test_a_misplaced_page_is_noticed(tmp_path, files, menu, said):
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("", encoding="utf-8")
    (found,) = misplaced(tmp_path, tuple(menu))
    assert said in found


def test_a_menu_that_names_a_page_twice_is_refused(tmp_path):
    page = '[[page]]\nfile = "{}/map.py"\nicon = ""\naudience = "public"\ntitle.en = "A"\ntitle.fr = "B"\n'
    menu = tmp_path / "menu.toml"
    menu.write_text(page.format("public") + page.format("board"), encoding="utf-8")
    with pytest.raises(MenuError, match="more than one page called map"):
        read_menu(menu)


@pytest.mark.parametrize("line", ['file = "public/map.py"', 'title.fr = "B"', 'audience = "public"'])
def test_a_menu_that_leaves_something_out_is_refused(tmp_path, line):
    page = '[[page]]\nfile = "public/map.py"\nicon = ""\naudience = "public"\ntitle.en = "A"\ntitle.fr = "B"\n'
    menu = tmp_path / "menu.toml"
    menu.write_text(page.replace(f"{line}\n", ""), encoding="utf-8")
    with pytest.raises(MenuError, match=line.split(" ")[0].split(".")[-1]):
        read_menu(menu)
