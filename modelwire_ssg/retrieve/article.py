"""A page → the text of its article. The only importer of trafilatura, which is an extra: `modelwire-ssg[article]`.

A page can make any extractor run for minutes or take gigabytes: to be called in a process that can be killed.
"""

import importlib.util
import re

HTML_MAX_BYTES = 3_000_000
TEXT_MAX_CHARS = 20_000
HOW_TO_GET = "article text needs the extra 'article': pip install 'modelwire-ssg[article]'"


def can_extract() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("trafilatura") is not None


def article_text(html: bytes, url: str) -> str:
    """The article's paragraphs, parted by blank lines; "" where there is none. Markup is gone, entities are read once.

    Nothing in the page is opened, and no date or name is looked for. What comes out is still foreign text.
    """
    import trafilatura  # takes a second, and is not always there

    found = trafilatura.extract(
        html[:HTML_MAX_BYTES],
        url=url,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        include_images=False,
        include_links=False,
        include_formatting=False,
    )
    paragraphs = (re.sub(r"\s+", " ", line).strip(" -") for line in (found or "").splitlines())
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)[:TEXT_MAX_CHARS]
