"""The pagefind program → the files of a bundle. The only importer of pagefind_bin, an extra: `modelwire-ssg[search]`.

It is spoken to directly: the client in the package `pagefind` waits a tenth of a second for each record, and stops for
good at an answer of 2 MB.
"""

import base64
import contextlib
import json
import os
import subprocess
import zlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import IO, Any

from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.search.records import Record
from modelwire_ssg.search.steady import steady

HOW_TO_GET = "pip install 'modelwire-ssg[search]', or switch the page off with `pages: {search: false}` in site.yml"

_ENGINE = ("pagefind.js", "pagefind-worker.js")  # of its user interfaces we publish none: ours is layouts/search.js
_DATA = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment")
_ENTRY = "pagefind-entry.json"
_READ_BYTES = 1 << 20


def installed() -> str:
    """The name of the release that is installed, "" for none; nothing is imported."""
    found = find_spec("pagefind_bin")
    if found is None or not found.origin:
        return ""
    packages = Path(found.origin).parent.parent
    return min((file.name for file in packages.glob("pagefind_bin-*.dist-info")), default="pagefind_bin")


def index(records: Iterable[Record], *, language: str) -> dict[str, bytes]:
    """The files of one bundle by their paths below its folder; the same records in the same order give the same bytes.

    Raises ConfigError where the program cannot be started or does not answer as it should.
    """
    from pagefind_bin import get_executable

    try:
        files = _ask(get_executable(), _requests(records, language))
        return steady({path: data for path, data in files.items() if _is_wanted(path)})
    except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error) as error:
        raise ConfigError(f"pagefind made no index: {error}", HOW_TO_GET) from error


def _requests(records: Iterable[Record], language: str) -> Iterator[Mapping[str, Any]]:
    yield {"type": "NewIndex", "config": {}}
    for record in records:
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "language": language,
            "url": record.url,
            "content": record.content,
            "meta": record.meta,
            "filters": record.filters,
            "sort": record.sort,
        }
    yield {"type": "GetFiles", "index_id": 0}


def _ask(program: Path, requests: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """All requests at once, each answered in its turn; the last answer brings the files."""
    command = [os.fspath(program), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as service:  # noqa: S603 - ours
        assert service.stdin is not None
        assert service.stdout is not None
        writer = Thread(target=_write, args=(service.stdin, requests), daemon=True)
        writer.start()
        try:
            for answer in _answers(service.stdout):
                if answer["type"] == "Error":
                    raise ValueError(answer["message"])
                if answer["type"] == "GetFiles":
                    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
        finally:
            service.kill()
            writer.join()
            with contextlib.suppress(OSError):  # what it did not read
                service.stdin.close()
    raise ValueError("it ended before it was done")


def _write(pipe: IO[bytes], requests: Iterable[Mapping[str, Any]]) -> None:
    try:
        for number, payload in enumerate(requests, start=1):
            message = json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False)
            pipe.write(base64.b64encode(message.encode("utf-8", "replace")) + b",")  # a lone surrogate becomes "?"
        pipe.flush()
    except OSError:
        return  # it ended: whoever reads its answers says so


def _answers(pipe: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    waiting: list[bytes] = []
    while piece := os.read(pipe.fileno(), _READ_BYTES):
        *ended, rest = piece.split(b",")
        for last in ended:
            yield json.loads(base64.b64decode(b"".join([*waiting, last])))["payload"]
            waiting.clear()
        waiting.append(rest)


def _is_wanted(path: str) -> bool:
    # `wasm.unknown` is for languages that Pagefind has no stems for; which one a page asks for, the entry says.
    return path in (*_ENGINE, _ENTRY) or path.endswith(_DATA) or path.startswith("wasm.")
