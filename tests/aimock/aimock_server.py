"""@copilotkit/aimock, a Messages API that we did not write, on 127.0.0.1: its answers and its faults are data."""

import json
import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import required
from tests.integration.writing_desk import GOOD, KEY
from tests.newsroom import MODEL

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "node_modules/@copilotkit/aimock/dist/cli.js"  # its command `llmock`
START_S = 20
Fixture = dict[str, Any]
DRAFT = {"model": MODEL}
CHECK = {"systemMessage": "name what carries it"}
CARRIED = (  # by which words of the story, sentence by sentence of `GOOD`
    "Quarry Systems has signed a lease of nine years with Halden Compute for the whole of its second hall in Narvik",
    "The hall draws 140 megawatts and opens in March 2027",
    "the price per megawatt is a fifth below that of the first hall",
    "the price per megawatt is a fifth below that of the first hall",
    "Quarry Systems has signed a lease of nine years",
    "Halden's bondholders have to agree to the change of use",
    "Halden's bondholders have to agree to the change of use",
)


def replying(said: object, match: Fixture = DRAFT, *, stop: str = "stop", **more: object) -> Fixture:
    """A message of JSON, or of *said* itself when it is a string; *more* stands in the fixture: chaos, …"""
    text = said if isinstance(said, str) else json.dumps(said)
    usage = {"input_tokens": 2000, "output_tokens": 400}
    return {"match": match, "response": {"content": text, "finishReason": stop, "usage": usage}, **more}


def failing(status: int, kind: str, match: Fixture = DRAFT, **more: object) -> Fixture:
    """An error as the API words it; *more* stands in the response: retryAfter."""
    return {"match": match, "response": {"error": {"message": "no", "type": kind}, "status": status, **more}}


def first(fixture: Fixture) -> Fixture:
    """*fixture* for the first request that it matches, and no other."""
    return {**fixture, "match": {**fixture["match"], "sequenceIndex": 0}}


def about(words: str, fixture: Fixture) -> Fixture:
    """*fixture* for stories whose prompt holds *words*."""
    return {**fixture, "match": {**fixture["match"], "userMessage": words}}


def good_check() -> Fixture:
    """A check that finds all of `GOOD` carried."""
    carriers = [[{"where": "story", "quote": quote}] for quote in CARRIED]
    judged = [{"number": n, "carriers": one, "fault": ""} for n, one in enumerate(carriers, start=1)]
    return replying({"sentences": judged}, CHECK)


GOOD_DRAFT = replying(GOOD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aimock:
    """A running one."""

    url: str

    def statuses(self) -> list[int]:
        """What it answered to each request, in order."""
        request = urllib.request.Request(f"{self.url}/__aimock/journal", headers={"X-Api-Key": KEY})
        with urllib.request.urlopen(request) as response:
            return [entry["response"]["status"] for entry in json.loads(response.read())]


@contextmanager
def aimock(folder: Path, *fixtures: Fixture, key: str = KEY) -> Iterator[Aimock]:
    """Serve *fixtures*, the first that matches, to whoever has *key*; it is gone after the block."""
    required("aimock (make test-aimock)", PROGRAM.exists())
    file, log = folder / "fixtures.json", folder / "aimock.log"
    file.write_text(json.dumps({"fixtures": fixtures}), "utf-8")
    words = ["node", str(PROGRAM), "--port", "0", "--fixtures", str(file), "--validate-on-load"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "AIMOCK_API_KEYS": key}
    with (
        log.open("wb") as said,
        subprocess.Popen(words, stdout=said, stderr=subprocess.STDOUT, env=environment) as process,
    ):
        try:
            yield Aimock(url=_address(process, log))
        finally:
            process.terminate()
            process.wait(10)


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    give_up = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < give_up:
        if found := re.search(r"listening on (http://127\.0\.0\.1:\d+)\n", log.read_text("utf-8")):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text("utf-8"))
