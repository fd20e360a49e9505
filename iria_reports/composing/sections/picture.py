"""A picture from a file: what it shows in words, whose it is, and by what right it is printed."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, SectionOptions, narrowed
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.lists import meta, said, words_alone
from iria_reports.report import Picture, Section
from iria_reports.writing.fields import IsoDate, Line, Passage, PictureFile, slugify
from iria_reports.writing.nodes import Loc


class PictureOptions(SectionOptions):
    """A photograph or drawing. Without a heading it belongs to the section before."""

    kind: Literal["picture"] = Field(description="A photograph or drawing.")
    file: PictureFile = Field(description="A JPEG or PNG in reports/, such as pictures/square.jpg.")
    alternative: Line = Field(description="What it shows, in one sentence for those who cannot see it.")
    credit: Line = Field(description="Who made it.")
    rights: Line = Field(description="The licence or permission by which it is printed.")
    caption: Passage | None = Field(None, description="What the reader should see in it; may cite [@id].")
    known_on: IsoDate | None = Field(None, description="The day it was taken or published.")
    width: Literal["column", "full"] = Field("column", description="As wide as the text, or over the whole page.")
    heading: Line | None = Field(None, description="Makes it a section of its own under this heading.")


def make(options: PictureOptions, loc: Loc, bench: Bench) -> Section | None:
    about = meta(options.id or slugify(options.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]), loc, bench)
    block = Picture(
        meta=narrowed(about.model_copy(update={"known_on": options.known_on}), options),
        asset=options.file,
        alternative=words_alone(options.alternative, (*loc, "alternative"), bench),
        caption=said(options.caption, (*loc, "caption"), bench),
        credit=words_alone(options.credit, (*loc, "credit"), bench).rstrip("."),
        rights=words_alone(options.rights, (*loc, "rights"), bench).rstrip("."),
        width=options.width,
    )
    return Section(
        id=slugify(options.heading) if options.heading else f"picture-{block.meta.id}",
        kind="picture",
        title=options.heading or "",
        blocks=(block,),
        audiences=options.audiences,
        mark=options.mark,
        origin=bench.origin(loc),
    )


PICTURE = SectionKind("picture", (PictureOptions,), make)
