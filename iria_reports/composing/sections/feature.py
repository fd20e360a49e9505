"""A special feature: prose or an article in a box of its own, beside the argument."""

from typing import Literal

from pydantic import Field

from iria_reports.composing.bench import Bench, HeadedOptions
from iria_reports.composing.sections.kind import SectionKind
from iria_reports.composing.sections.texts import ArticleOptions, ProseOptions, make_article, make_prose
from iria_reports.composing.words import word
from iria_reports.report import Section
from iria_reports.writing.fields import ArticleSlug, HeadingText
from iria_reports.writing.nodes import Loc


class FeatureOptions(HeadedOptions):
    """A special feature: a part of the report's text or an article, set apart in a box under its own title."""

    kind: Literal["feature"] = Field(description="A special feature, in a box.")
    prose: HeadingText | None = Field(None, description="The `## heading` in reports/<slug>.md whose text it is.")
    article: ArticleSlug | None = Field(None, description="Or the article of the library that it is.")


def make(options: FeatureOptions, loc: Loc, bench: Bench) -> Section | None:
    if (options.prose is None) == (options.article is None):
        bench.fault(loc, "a feature is one text", "give it `prose:` or `article:`, and not both")
        return None
    limits = {"id": options.id, "audiences": options.audiences, "mark": options.mark}
    if options.article is not None:
        article = {"kind": "article", "article": options.article, "heading": options.heading}
        section = make_article(ArticleOptions.model_validate({**article, **limits}), loc, bench)
    else:
        prose = {"kind": "prose", "heading": options.prose}
        section = make_prose(ProseOptions.model_validate({**prose, **limits}), loc, bench)
    if section is None:
        return None
    byline = ". ".join(filter(None, (word("feature", bench.language), section.byline)))
    return section.model_copy(
        update={"kind": "feature", "title": options.heading or section.title, "byline": byline, "boxed": True}
    )


FEATURE = SectionKind("feature", (FeatureOptions,), make)
