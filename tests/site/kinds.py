"""One page of every kind, for what is too slow to see them all. A new kind comes along by being in PAGE_KINDS."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from modelwire_ssg.pipeline.build import page_addresses
from modelwire_ssg.pipeline.newsroom import load_newsroom
from modelwire_ssg.pipeline.site import make_site


@dataclass(frozen=True, slots=True, order=True)
class Specimen:
    """The largest page of one kind in one layout: a bare link is of the kind brief and looks otherwise."""

    kind: str
    layout: str
    url: str  # path below the address of the site
    file: str  # path below its folder

    @property
    def name(self) -> str:
        """``brief``, or ``brief (withdrawn)`` where a kind has several layouts."""
        layout = self.layout.removesuffix(".html")
        return self.kind if layout == self.kind else f"{self.kind} ({layout})"


def one_of_every_kind(newsroom: Path, site: Path, *, now: str) -> tuple[Specimen, ...]:
    """The pages of *site*, which was built of *newsroom* at *now*."""
    whole = make_site(load_newsroom(newsroom), datetime.fromisoformat(now))
    largest: dict[tuple[str, str], tuple[int, Specimen]] = {}
    for kind, url in page_addresses(whole):
        page = kind.make(url, whole)
        file = f"{url}index.html" if url.endswith("/") or not url else url
        if page and file.endswith(".html"):
            size = (site / file).stat().st_size
            specimen = Specimen(kind.name, page.template or "", url, file)
            key = (specimen.kind, specimen.layout)
            largest[key] = max(largest.get(key, (0, specimen)), (size, specimen))
    return tuple(specimen for _, specimen in largest.values())
