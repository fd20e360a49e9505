"""YAML text goes in; plain data comes out, every key and value with its place, and a Fault for each trap YAML sets.

Nothing is typed here: a plain scalar stays the characters that were typed, so `NO` is Norway and 12:30 is half past
twelve; the fields of the specification give the types.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from iria_reports.errors import Fault, Place
from iria_reports.writing.unreadable import Complaint, explain

Loc = tuple[str | int, ...]
NULLS = {"", "~", "null", "Null", "NULL"}
PLAIN_TAGS = {"str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value"}
MOST_NODES = 50_000
DEEPEST = 40
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # those of YAML 1.1, 4.1
NUMBER_SIGN = re.compile(r"\s+(#\d\S*.*)")  # `title: Report #5` is the title `Report` and a comment
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Located:
    """Plain data (dict, list, str, None) with the place of every value and of every key, by its path in the data."""

    path: str
    data: Any = None
    text: str = ""
    first_line: int = 1
    values: dict[Loc, Place] = field(default_factory=dict)
    spans: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    dropped: dict[str, set[int]] = field(default_factory=dict)

    def place(self, loc: Loc) -> Place:
        """The place of the value at `loc`, or of the nearest thing around it."""
        loc = self.written(loc)
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, Place(self.path))

    def place_in(self, loc: Loc, piece: str, before: str) -> Place:
        """The place of `piece` inside the text at `loc`, where it comes after `before`.

        Quotation marks, `>-` and lines folded into one make a value differ from what stands in the file, so the piece
        is counted: as often as it occurs in `before` it is passed over. Where it is not found, the value's own place.
        """
        start, end = self.spans.get(self.written(loc), (0, 0))
        for _ in range(before.count(piece) + 1 if piece else 0):
            found = self.text.find(piece, start, end)
            if found < 0:
                return self.place(loc)
            start = found + 1
        if not piece or not end:
            return self.place(loc)
        line_start = self.text.rfind("\n", 0, found) + 1
        return Place(self.path, self.text.count("\n", 0, found) + self.first_line, found - line_start + 1)

    def key_place(self, loc: Loc) -> Place:
        """The place of the key at `loc` where it is a mapping's, else of the value."""
        return self.keys.get(self.written(loc)) or self.place(loc)

    def written(self, loc: Loc) -> Loc:
        """`loc` as it stands in the file: faulty items of a list set aside before it are counted again."""
        if len(loc) < 2 or not isinstance(loc[1], int) or loc[0] not in self.dropped:
            return loc
        index = loc[1]
        for gone in sorted(self.dropped[str(loc[0])]):
            index += gone <= index
        return (loc[0], index, *loc[2:])

    def name(self, loc: Loc) -> str:
        """`loc` as it is printed, as it stands in the file."""
        return dotted(self.written(loc))


def read_yaml(text: str, path: str, *, first_line: int = 1) -> Located:
    """`text` as data with places. `first_line` is where the text begins in its file (front matter starts below ---)."""
    located = Located(path, text=text, first_line=first_line)
    try:
        if deep := _too_deep(text, path, first_line):
            located.faults.append(Fault(deep, "", "nested too deeply to be read", "a report needs a few levels only"))
            return located
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        located.faults.append(_told(error, text, path, first_line))
        return located
    except yaml.YAMLError as error:
        message = f"a character that YAML does not allow ({error.__class__.__name__})"
        located.faults.append(Fault(Place(path), "", message, "save the file as UTF-8 text"))
        return located
    if node is not None:
        located.data = _Walk(located, text, first_line).read(node, ())
    return located


def _too_deep(text: str, path: str, first_line: int) -> Place | None:
    """Where brackets or dashes nest deeper than any file of ours; building such a tree would crash the C library."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            mark = event.start_mark
            return Place(path, mark.line + first_line, mark.column + 1) if mark else Place(path)
    return None


def _told(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Fault:
    """A parser's error as a Fault."""
    problem, began = error.problem_mark or error.context_mark, error.context_mark
    complaint = Complaint(
        problem=error.problem or "",
        context=error.context or "",
        at=(problem.line, problem.column) if problem else (0, 0),
        began=(began.line, began.column) if began else None,
        lines=tuple(LINE_END.split(text)),
    )
    (line, column), message, advice = explain(complaint)
    return Fault(Place(path, line + first_line, column + 1), "", message, advice)


class _Walk:
    """One pass over a node tree, filling a Located."""

    def __init__(self, located: Located, text: str, first_line: int) -> None:
        self.located = located
        self.lines = (*LINE_END.split(text), "")
        self.first_line = first_line
        self.count = 0
        self.open: set[int] = set()

    def place(self, node: yaml.Node) -> Place:
        return Place(self.located.path, node.start_mark.line + self.first_line, node.start_mark.column + 1)

    def fault(self, node: yaml.Node, loc: Loc, message: str, advice: str) -> None:
        self.located.faults.append(Fault(self.place(node), dotted(loc), message, advice))

    def read(self, node: yaml.Node, loc: Loc) -> Any:
        self.count += 1
        self.located.values[loc] = self.place(node)
        self.located.spans[loc] = (node.start_mark.index, node.end_mark.index)
        if id(node) in self.open or self.count > MOST_NODES:
            if self.count <= MOST_NODES + 1:
                self.fault(node, loc, "an alias that unfolds without end", "write the text out instead of `*name`")
                self.count = MOST_NODES + 1
            return None
        if node.tag.removeprefix("tag:yaml.org,2002:") not in PLAIN_TAGS:
            self.fault(node, loc, f"a YAML tag ({node.tag})", "leave the tag out")
            return None
        self.open.add(id(node))
        try:
            return self.inside(node, loc)
        finally:
            self.open.discard(id(node))

    def inside(self, node: yaml.Node, loc: Loc) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*loc, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        end = node.end_mark
        if not node.style and (cut := NUMBER_SIGN.match(self.lines[end.line][end.column :] if node.value else "")):
            message = f"{cut[1]!r} counts as a note, which is never printed"
            self.fault(node, loc, message, f'put the text in quotation marks: "{node.value} {cut[1]}"')
        return None if not node.style and node.value in NULLS else node.value

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.fault(key_node, loc, "a key that is not a word", "write `key: value`")
                continue
            key = key_node.value
            if key in found:
                first = self.located.keys[(*loc, key)]
                self.fault(key_node, (*loc, key), f"given twice, first on line {first.line}", "keep one of the two")
                continue
            self.located.keys[(*loc, key)] = self.place(key_node)
            found[key] = self.read(value_node, (*loc, key))
        return found


def dotted(loc: Loc) -> str:
    """A path as it is printed: `sections[2].chart`."""
    out = ""
    for part in loc:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out
