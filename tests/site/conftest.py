"""The sample newsroom, built once for all tests of a worker."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from tests.site.kinds import Specimen, one_of_every_kind

NOW = "2026-11-20T06:00:00Z"  # the sample is dated


@dataclass(frozen=True, slots=True)
class Built:
    """A newsroom and its site; the specimens are one page of every kind."""

    newsroom: Path
    site: Path
    specimens: tuple[Specimen, ...]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    newsroom = tmp_path_factory.mktemp("sample") / "newsroom"
    assert status_of(["init", str(newsroom), "--sample", "-q"]) == 0
    assert status_of(["-C", str(newsroom), "run", "-q", "--now", NOW]) == 0
    site = newsroom / "site"
    return Built(newsroom, site, one_of_every_kind(newsroom, site, now=NOW))
