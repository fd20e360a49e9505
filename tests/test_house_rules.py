"""What is promised of the code, measured: small files, small functions, few arguments, a sentence for each file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "iria_reports"
FILES = sorted(PACKAGE.rglob("*.py"))
IDS = [path.relative_to(PACKAGE).as_posix() for path in FILES]
FORBIDDEN_NAMES = {"utils", "util", "helper", "helpers", "manager", "common", "misc"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 400
    assert not text.strip() or ast.get_docstring(ast.parse(text))
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_a_function_is_short_and_takes_few_arguments(path: Path) -> None:
    for function in functions(path):
        length = (function.end_lineno or 0) - function.lineno + 1
        given = [one for one in function.args.args if one.arg not in ("self", "cls")] + function.args.kwonlyargs
        where = f"{path.name}:{function.lineno} {function.name}"
        assert length <= 40, f"{where}: {length} lines"
        # A click command takes one argument for each option of its verb.
        assert len(given) < 6 or path.parent.name == "cli", f"{where}: {len(given)} arguments"


@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_imports_stand_at_the_top_of_a_file(path: Path) -> None:
    """Only the command line and the printer's child import within functions: they load what they need when needed."""
    if path.parent.name == "cli" or path.name == "printer.py":
        return
    inside = [n for f in functions(path) for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert [f"{path.name}:{node.lineno}" for node in inside] == []
