"""The project's modules as syntax trees, and what each imports: read, never run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS_TO_HOLD = {"tests"}


@dataclass(frozen=True)
class Import:
    """One imported module, by its full name. `inside`: within a function. `for_types`: never run."""

    name: str
    line: int
    inside: bool
    for_types: bool


@dataclass(frozen=True)
class Module:
    path: str
    text: str
    house: frozenset[str]  # the names of all modules of the project

    @cached_property
    def name(self) -> str:
        return dotted(self.path)

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(_imports(self.tree, self, inside=False, for_types=False))

    @cached_property
    def texts(self) -> tuple[tuple[str, int], ...]:
        """Every string with its line, but for those that only document."""
        told = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant) and id(node) not in told)
        return tuple((node.value, node.lineno) for node in found if isinstance(node.value, str))

    def is_in(self, *rooms: str) -> bool:
        return any(is_within(self.name, room) for room in rooms)


def is_within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def dotted(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def read_house(root: Path = ROOT) -> tuple[Module, ...]:
    """Every Python file of the project itself."""
    rooms = [folder for folder in root.iterdir() if folder.is_dir() and not folder.name.startswith(".")]
    files = [
        *root.glob("*.py"),
        *(file for room in rooms if room.name not in NOT_OURS_TO_HOLD for file in room.rglob("*.py")),
    ]
    paths = sorted(file.relative_to(root).as_posix() for file in files)
    names = frozenset(dotted(path) for path in paths)
    return tuple(Module(path, (root / path).read_text(encoding="utf-8"), names) for path in paths)


def calls(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call by what is written before its bracket: "st.cache_data", "frame.groupby", "sum"."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _imports(node: ast.AST, module: Module, *, inside: bool, for_types: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            for name in _names(child, module):
                yield Import(name, child.lineno, inside, for_types)
            continue
        within = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        typed = for_types or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
        yield from _imports(child, module, inside=within, for_types=typed)


def _names(node: ast.Import | ast.ImportFrom, module: Module) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        package = module.name if module.path.endswith("__init__.py") else module.name.rpartition(".")[0]
        parts = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*parts, *([base] if base else [])])
    for alias in node.names:
        whole = f"{base}.{alias.name}"
        yield whole if whole in module.house and whole != module.name else base
