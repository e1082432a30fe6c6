"""Preferences about use: ``Content-Usage`` (draft-ietf-aipref-attach) and its forerunner ``Content-Signal``."""

import re

_MEMBER = re.compile(r"([a-z*][a-z0-9_.*-]*)\s*=\s*\"?\??([a-z0-9]+)", re.IGNORECASE)
_NO = ("n", "no", "0")


def refuses(value: str) -> bool:
    """Whether any use is refused, such as in ``train-ai=n``.

    Any, because the vocabulary still grows: a name we do not know is refused for a reason we cannot judge.
    """
    return any(answer.lower() in _NO for _, answer in _MEMBER.findall(value[:2000]))
