"""For Pelican's templates: the briefs that front matter calls related, and the months with their counts."""

from collections import Counter
from typing import Any

from pelican import signals  # type: ignore[import-not-found]  # .venv-bench alone has it


def _look_up(generator: Any) -> None:
    by_url = {article.url: article for article in generator.articles}
    for article in generator.articles:
        article.related_briefs = [by_url[f"{brief_id}/"] for brief_id in article.metadata["related"].split()]
    months = Counter(f"{article.date:%Y-%m}" for article in generator.articles)
    generator.context["months"] = sorted(months.items(), reverse=True)


def register() -> None:
    """Pelican calls this."""
    signals.article_generator_finalized.connect(_look_up)
