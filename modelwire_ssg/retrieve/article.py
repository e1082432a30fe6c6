"""A page → the text of its article. The only importer of trafilatura, which is an extra: `modelwire-ssg[article]`.

A page can make any extractor run for minutes or take gigabytes, so `article_text_killable` has it done by a process
that ends by itself or is ended: ``python -m modelwire_ssg.retrieve.article URL``, the page on stdin, UTF-8 on stdout.
"""

import importlib.util
import re
import subprocess
import sys

from modelwire_ssg.model.errors import RetrieveError

HTML_MAX_BYTES = 3_000_000
TEXT_MAX_CHARS = 20_000
WALL_S, CPU_S, MEMORY_BYTES = 30.0, 20, 512 * 1024 * 1024
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


def article_text_killable(html: bytes, url: str, *, wall_s: float = WALL_S) -> str:
    """`article_text` in a process of its own. RetrieveError, one plain line, for a page that takes too much."""
    command = [sys.executable, "-I", "-m", "modelwire_ssg.retrieve.article", url]
    try:
        done = subprocess.run(command, input=html[:HTML_MAX_BYTES], capture_output=True, timeout=wall_s, check=False)  # noqa: S603 - our own module; *url* is an argument, no shell
    except subprocess.TimeoutExpired:
        raise RetrieveError(f"the text of its page could not be found within {wall_s:g} s") from None
    if done.returncode:
        raise RetrieveError(f"the text of its page could not be found (the process ended with {done.returncode})")
    return done.stdout.decode("utf-8", "replace")


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on this system: the wall clock is what holds
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 1))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _main() -> None:
    _limit()
    text = article_text(sys.stdin.buffer.read(HTML_MAX_BYTES), sys.argv[1])
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    _main()
