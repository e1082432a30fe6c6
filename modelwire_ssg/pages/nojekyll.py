""".nojekyll: GitHub Pages then serves what begins with "_" or "." as it does everything else."""

from modelwire_ssg.model import permalinks
from modelwire_ssg.model.site import Page, PageKind

KIND = PageKind(
    name="nojekyll",
    urls=lambda _site: (permalinks.NO_JEKYLL,),
    make=lambda url, _site: Page(url=url, data=b""),
)
