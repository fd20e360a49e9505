"""No two renditions of a desk's reports share a file name, whatever its reports, themes and clients are called."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iria_reports.composing.rendition import Ask, Rendition, settle
from iria_reports.composing.sections import ReportChoices
from iria_reports.desk import Desk
from iria_reports.writing.load import load_spec
from iria_reports.writing.spec import Spec

TODAY = date(2026, 1, 1)
PIECES = ["x", "_", "-", "in-", "for-", "officials", "academics", "2022-01-05", "iria"]
called = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
days = st.sampled_from([None, date(2022, 1, 5), date(2022, 1, 20)])


def asked(audience: str | None, as_of: date | None, theme: str | None, client: str | None) -> Ask:
    """As the command line asks: a day given there leaves out what came later."""
    return Ask(TODAY, audience=audience, as_of=as_of, theme=theme, client=client, leave_out_later=bool(as_of))


asks = st.builds(
    asked,
    audience=st.sampled_from([None, "officials", "policymakers", "academics"]),
    as_of=days,
    theme=st.none() | called,
    client=st.none() | called,
)
ONE = (("x", Ask(today=TODAY, audience="officials")), ("x_officials", Ask(today=TODAY)))
TWO = (("x", Ask(today=TODAY, client="iria")), ("x", Ask(today=TODAY, theme="iria-x")))
THREE = (("x_", Ask(today=TODAY, audience="officials")), ("x__officials", Ask(today=TODAY)))


def settled(spec: Spec, named: tuple[str, Ask]) -> tuple[str, Rendition]:
    """The report's name, and the rendition without the name of its file."""
    slug, ask = named
    return slug, settle(replace(spec, slug=slug), ask)


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Spec:
    root = tmp_path_factory.mktemp("desk")
    (root / "reports").mkdir()
    (root / "desk.yml").write_text("")
    (root / "reports/x.yml").write_text("title: T\nas-of: 2022-01-20\n")
    return load_spec(root / "reports/x.yml", Desk(root), ReportChoices)


@settings(max_examples=300, deadline=None)
@given(one=st.tuples(called, asks), other=st.tuples(called, asks))
@example(one=ONE[0], other=ONE[1])
@example(one=TWO[0], other=TWO[1])
@example(one=THREE[0], other=THREE[1])
def test_two_renditions_have_one_name_only_if_they_are_one(
    spec: Spec, one: tuple[str, Ask], other: tuple[str, Ask]
) -> None:
    (slug, this), (other_slug, that) = settled(spec, one), settled(spec, other)
    same = (slug, replace(this, name="")) == (other_slug, replace(that, name=""))
    assert (this.name == that.name) == same, (this, that)
