"""Located data and a model go in; the model's value comes out, and a Fault with its place for each error."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from iria_reports.errors import Fault
from iria_reports.writing.fields import RefersTo
from iria_reports.writing.match import suggest
from iria_reports.writing.nodes import Loc, Located, dotted

ModelT = TypeVar("ModelT", bound=BaseModel)
TAG_KEYS = ("kind", "chart")
COLOURS = ("accent", "colour")
SAID_WITHOUT = ("missing", "string_too_short", "secret")  # kinds whose message does not repeat what was found
PLAIN = {
    "missing": ("is missing", "add it"),
    "string_type": ("a list or a mapping where text is expected", "write one line of text"),
    "string_too_short": ("is empty", "write something, or take the key out"),
    "tuple_type": ("a single value where a list is expected", "write [a, b] or one item a line, each after a dash"),
    "list_type": ("a single value where a list is expected", "write [a, b] or one item a line, each after a dash"),
    "model_attributes_type": ("a single value where several keys are expected", "write `key: value` lines under it"),
    "model_type": ("a single value where several keys are expected", "write `key: value` lines under it"),
    "dict_type": ("a single value where several keys are expected", "write `key: value` lines under it"),
    "too_short": ("has too few items", "give at least one"),
    "int_parsing": ("not a whole number", "write digits only"),
    "int_type": ("not a whole number", "write digits only"),
    "float_parsing": ("not a number", "write digits with a point"),
    "float_type": ("not a number", "write digits with a point"),
    "bool_parsing": ("neither true nor false", "write true or false"),
    "bool_type": ("neither true nor false", "write true or false"),
}


def validate(located: Located, model: type[ModelT]) -> tuple[ModelT | None, list[Fault]]:
    """The value, or None with the faults; a value may come with faults where parts of it had to be set aside."""
    if located.data is None and located.faults:
        return None, []
    data = located.data if located.data is not None else {}
    faults: list[Fault] = []
    for _attempt in range(3):
        try:
            return model.model_validate(data), faults
        except ValidationError as error:
            details = _own_errors(error)
        locs = [strip_tags(detail["loc"], data) for detail in details]
        faults = faults or [_fault(d, loc, located, model) for d, loc in zip(details, locs, strict=True)]
        data = _without(data, locs, located)
    return None, faults


def _own_errors(error: ValidationError) -> list[ErrorDetails]:
    """Its errors without those that only follow: a list is short of items where every item in it is wrong."""
    details = error.errors(include_url=False)
    wrong = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in wrong]


def strip_tags(loc: Loc, data: Any) -> Loc:
    """pydantic puts the chosen kind of a union into its paths; a place in the file has no such step."""
    out: list[str | int] = []
    node, tags = data, list[str]()
    for part in loc:
        if tags and part == tags[0]:
            tags.pop(0)
            continue
        out.append(part)
        node = _child(node, part)
        tags = _tags(node) if isinstance(part, int) else []
    return tuple(out)


def _tags(node: Any) -> list[str]:
    """The kinds that a list's item names; a plain word is a kind."""
    if isinstance(node, str):
        return [node]
    return [node[key] for key in TAG_KEYS if isinstance(node.get(key), str)] if isinstance(node, dict) else []


def _child(node: Any, part: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return None


def _fault(detail: ErrorDetails, loc: Loc, located: Located, model: type[BaseModel]) -> Fault:
    kind, found = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        near = suggest(str(loc[-1]), known_keys(model, detail["loc"][:-1]))
        return Fault(located.key_place(loc), dotted(loc), "no such key here", near or "take it out")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _tag_fault(detail, loc, located)
    if kind in ("literal_error", "enum"):
        expected = [word.strip(" '") for word in detail["ctx"]["expected"].replace(" or ", ", ").split(",")]
        message = f"{found!r} is not {'one of ' if len(expected) > 1 else ''}{', '.join(expected)}"
        advice = "choose from these" if len(expected) > 1 else f"write {expected[0]}"
        return Fault(located.place(loc), dotted(loc), message, suggest(str(found), expected) or advice)
    if found is None and kind != "missing":
        advice = "write a value, or take the key out"
        if loc[-1] in COLOURS:  # `accent: #b5451b` is a key and a comment
            advice = 'put a colour in quotation marks, such as "#b5451b"'
        return Fault(located.key_place(loc), dotted(loc), "is empty", advice)
    if kind == "string_pattern_mismatch":
        message = f"{found!r} is not written as expected"
        return Fault(located.place(loc), dotted(loc), message, _lower(description(model, detail["loc"]).rstrip(".")))
    if kind == "tuple_type" and isinstance(found, str):
        advice = (
            f"write [{', '.join(part.strip() for part in found.split(','))}], or one item a line, each after a dash"
        )
        return Fault(located.place(loc), dotted(loc), f"{found!r}: a single value where a list is expected", advice)
    message, advice = PLAIN.get(kind) or (_lower(detail["msg"]), "")
    shown = f"{found!r}: " if isinstance(found, str) and kind not in SAID_WITHOUT else ""
    return Fault(located.place(loc), dotted(loc), shown + message, advice)


def _tag_fault(detail: ErrorDetails, loc: Loc, located: Located) -> Fault:
    key = detail["ctx"]["discriminator"].strip("'")
    if detail["type"] == "union_tag_not_found":
        return Fault(located.place(loc), dotted((*loc, key)), "is missing", f"say which {key} it is")
    tag, expected = detail["ctx"]["tag"], [word.strip(" '") for word in detail["ctx"]["expected_tags"].split(",")]
    advice = suggest(tag, expected) or f"choose one of {', '.join(expected)}"
    if key == "kind" and " " in tag and tag.casefold().replace(" ", "-") not in expected:
        advice = f"for a heading of the report's text, write `{{kind: prose, heading: {tag}}}`; or {advice}"
    return Fault(located.place((*loc, key)), dotted((*loc, key)), f"there is no {key} {tag!r}", advice)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _without(data: Any, locs: list[Loc], located: Located) -> Any:
    """`data` less each faulty item: the list item, or else the top-level key; a missing title gets a stand-in.

    `located` remembers which items are gone, so that what stays keeps its place and number.
    """
    if not isinstance(data, dict):
        return {"title": "untitled"}
    kept = dict(data)
    for loc in sorted(locs, key=str, reverse=True):
        key = loc[0] if loc else None
        if len(loc) > 1 and isinstance(loc[1], int) and isinstance(kept.get(key), list):
            located.dropped.setdefault(str(key), set()).add(loc[1])
        else:
            kept.pop(key, None)
    for key, gone in located.dropped.items():
        if isinstance(data.get(key), list) and key in kept:
            kept[key] = [item for index, item in enumerate(data[key]) if index not in gone]
    return kept if "title" in kept else {**kept, "title": "untitled"}


def description(model: type[BaseModel], loc: Loc) -> str:
    """What the field at `loc` (with pydantic's tag steps) is for, in its own words."""
    name = next((part for part in reversed(loc) if isinstance(part, str)), "")
    for one in models_at(model, loc[: len(loc) - 1 - tuple(reversed(loc)).index(name)]):
        for field, info in one.model_fields.items():
            if name in (field, info.alias):
                return info.description or ""
    return ""


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that a field's annotation can hold."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, Annotated, tuple, list, dict):
        for inner in get_args(annotation):
            yield from models_in(inner)


def known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that may stand at `loc` (with pydantic's tag steps): of every model that could be there."""
    return [info.alias or name for one in models_at(model, loc) for name, info in one.model_fields.items()]


def models_at(model: type[BaseModel], loc: Loc) -> list[type[BaseModel]]:
    """The models that may stand at `loc` (with pydantic's tag steps)."""
    models = [model]
    tag = ""
    for part in loc:
        if isinstance(part, int):
            continue
        inner = [found for one in models for found in _field_models(one, part)]
        if inner:
            models, tag = inner, ""
        else:
            tag = part
            models = [one for one in models if _has_tag(one, tag)] or models
    return models


def _field_models(model: type[BaseModel], key: str) -> Iterator[type[BaseModel]]:
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            yield from models_in(info.annotation)


def _has_tag(model: type[BaseModel], tag: str) -> bool:
    return any(tag in get_args(model.model_fields[key].annotation) for key in TAG_KEYS if key in model.model_fields)


def references(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str, str]]:
    """Every (path, what, name) in a validated value whose field refers to something kept elsewhere."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            key = info.alias or name
            inner = getattr(value, name)
            for what in _refers(info.metadata, info.annotation):
                yield from _names(inner, (*loc, key), what)
            yield from references(inner, (*loc, key))
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from references(item, (*loc, index))


def _refers(metadata: list[Any], annotation: Any) -> Iterator[str]:
    for note in metadata:
        if isinstance(note, RefersTo):
            yield note.what
    if get_origin(annotation) is Annotated:
        yield from _refers(list(annotation.__metadata__), get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType, tuple):
        for inner in get_args(annotation):
            yield from _refers([], inner)


def _names(value: Any, loc: Loc, what: str) -> Iterator[tuple[Loc, str, str]]:
    if isinstance(value, str):
        yield loc, what, value
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from _names(item, (*loc, index), what)
