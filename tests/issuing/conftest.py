"""What the tests of issued files share: one archive for the session."""

import pytest
from stray import Port, issue_port


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Port:
    """An archive with one issue, to be read and not written to."""
    return issue_port(tmp_path_factory.mktemp("port"))
