"""What every part of a report is: a frozen value; and where an analyst wrote it."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: immutable, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Frozen):
    """Where the analyst wrote it: path relative to the desk, line and column from 1."""

    path: str = ""
    line: int = 1
    column: int = 1
    cell: str = ""
