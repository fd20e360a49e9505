"""A YAML parser's complaint and the lines it read go in; the place of the slip, what it is and its cure come out.

The parser names the spot where it gave up. The slip is often a line above, and its cure can be written out.
"""

import json
import re
from dataclasses import dataclass

Spot = tuple[int, int]  # line and column, from 0
KEY = re.compile(r"(?P<indent>[ \t]*(?:- )?)(?P<key>[A-Za-z][\w-]*):(?P<gap>\s*)(?P<value>.*)")
TIGHT = re.compile(r"\s*(?P<key>[A-Za-z][\w-]*):(?P<value>\S.*)")
FIRST_WORD = re.compile(r"\s*(?P<key>[A-Za-z][\w-]*)\s+(?P<value>\S.*)")
LONGEST_CURE = 100
NOTE = re.compile(r"\s# .*")
OPENERS = {"flow sequence": ("[", "]"), "flow mapping": ("{", "}")}


@dataclass(frozen=True)
class Complaint:
    """The parser's words, where it stopped, and where what it was reading began."""

    problem: str
    context: str
    at: Spot
    began: Spot | None
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""


def explain(complaint: Complaint) -> tuple[Spot, str, str]:
    """The place of the slip, what was found there, and the next step."""
    for rule in (_tab, _open_quote, _open_bracket, _after_value, _colon, _no_colon, _first_character):
        if found := rule(complaint):
            return found
    problem = complaint.problem or "not readable as YAML"
    if "did not find expected" in problem:
        advice = "line it up with the key or dash above"
        return complaint.at, "this line is indented differently from its neighbours", advice
    return complaint.at, f"not readable as YAML: {problem}", "check quotes, brackets and indentation just above"


def _tab(complaint: Complaint) -> tuple[Spot, str, str] | None:
    number = complaint.at[0]
    indent = re.match(r"[ \t]*", complaint.line(number))
    assert indent is not None
    if "\t" not in indent[0]:
        return None
    return (number, indent[0].index("\t")), "a tab at the beginning of a line", "put two spaces in its place"


def _open_quote(complaint: Complaint) -> tuple[Spot, str, str] | None:
    if "quoted scalar" not in complaint.context or complaint.began is None:
        return None
    mark = complaint.line(complaint.began[0])[complaint.began[1] : complaint.began[1] + 1]
    return _never_closed(complaint.began, mark)


def _never_closed(spot: Spot, mark: str) -> tuple[Spot, str, str]:
    return spot, f"a quotation mark {mark} that is never closed", f"put another {mark} at the end of the text"


def _open_bracket(complaint: Complaint) -> tuple[Spot, str, str] | None:
    for name, (opens, closes) in OPENERS.items():
        if name in complaint.context and complaint.began is not None:
            advice = f"put {closes} after the last item, and commas between items"
            return complaint.began, f"a bracket {opens} that is never closed", advice
    return None


def _after_value(complaint: Complaint) -> tuple[Spot, str, str] | None:
    """`title: "A" town`, `title: [Draft] A town`: a value that ended before its line did."""
    match = KEY.fullmatch(complaint.line(complaint.at[0]))
    if not match or "did not find expected key" not in complaint.problem or match["value"][:1] not in "\"'[{":
        return None
    if complaint.at[1] <= match.start("value"):
        return None
    if match["value"][-2:] in ("]]", "}}"):
        return complaint.at, f"a bracket {match['value'][-1]} too many", "take it out"
    if above := _open_quote_above(complaint, match["value"]):
        return above
    what = "quotation mark" if match["value"][0] in "\"'" else "bracket"
    return complaint.at, f"text after the closing {what}", _in_quotes(match)


def _open_quote_above(complaint: Complaint, value: str) -> tuple[Spot, str, str] | None:
    """A quotation mark that was never closed ends at the first one of a line below, which is at no fault itself."""
    mark = value[0]
    if value.rstrip()[-1] != mark or value.count(mark) != 2:
        return None
    for number in range(complaint.at[0] - 1, -1, -1):
        match = KEY.fullmatch(complaint.line(number))
        if match and match["value"][:1] == mark and match["value"].count(mark) % 2:
            return _never_closed((number, match.start("value")), mark)
    return None


def _colon(complaint: Complaint) -> tuple[Spot, str, str] | None:
    """A second colon in a line, a key indented under a value, or a line above that lacks its colon."""
    if "mapping values are not allowed" not in complaint.problem:
        return None
    number, column = complaint.at
    match = KEY.fullmatch(complaint.line(number))
    if match and column > match.end("key"):
        return complaint.at, "a colon in text without quotation marks", _in_quotes(match)
    above = next((n for n in range(number - 1, -1, -1) if complaint.line(n).split("#")[0].strip()), None)
    if above is not None and not re.match(r"\s*(- )?[\w-]+:(\s|$)", complaint.line(above)):
        return _without_colon(complaint, above)
    if match and above is not None:
        return (number, len(match["indent"])), "indented further than the line above", "line it up with the key above"
    return complaint.at, "a colon where YAML does not expect one", "put the text in quotation marks"


def _no_colon(complaint: Complaint) -> tuple[Spot, str, str] | None:
    if "could not find expected ':'" not in complaint.problem:
        return None
    return _without_colon(complaint, complaint.began[0] if complaint.began else complaint.at[0])


def _without_colon(complaint: Complaint, number: int) -> tuple[Spot, str, str]:
    line = NOTE.sub("", complaint.line(number))
    spot = (number, len(line) - len(line.lstrip()))
    if tight := TIGHT.fullmatch(line):
        return (number, tight.start("value")), "no space after the colon", f"write `{tight['key']}: {tight['value']}`"
    word = FIRST_WORD.fullmatch(line)
    cure = (
        f"write `{word['key']}: {word['value']}`, or" if word and " " not in word["key"] else "write `key: value`, or"
    )
    return spot, "a line without a colon", f"{cure} put two spaces before it where it goes on from the line above"


def _first_character(complaint: Complaint) -> tuple[Spot, str, str] | None:
    """`title: @town`: characters with which YAML begins something else."""
    number, column = complaint.at if complaint.began is None else min(complaint.at, complaint.began)
    match = KEY.fullmatch(complaint.line(number))
    if not match or column != match.start("value") or match["value"][:1] not in "@`%*&!|>-":
        return None
    return (number, column), f"text that begins with {match['value'][0]}", _in_quotes(match)


def _in_quotes(match: re.Match[str]) -> str:
    text = NOTE.sub("", match["value"]).strip()
    if text[:1] == text[-1:] == "'" and len(text) > 1:
        text = text[1:-1]
    text = text if '"' not in text else text.replace('"', "”") if text.count('"') == 1 else _typographic(text)
    if len(text) > LONGEST_CURE:
        return "put quotation marks around the whole text, and “ ” for those within it"
    return f"write `{match['key']}: {json.dumps(text, ensure_ascii=False)}`"


def _typographic(text: str) -> str:
    """Straight marks that stand around the whole text taken off, the others made “ and ”."""
    inner = text[1:-1] if text[0] == text[-1] == '"' else text
    return re.sub(r'"(?=\w)', "“", inner).replace('"', "”")
