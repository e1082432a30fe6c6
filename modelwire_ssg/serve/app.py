"""Addresses → answers. Everything is made for this moment: nothing may be kept by a browser."""

import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from modelwire_ssg.model.permalinks import NOT_FOUND
from modelwire_ssg.serve import answers, files, queue
from modelwire_ssg.serve.building import Builder
from modelwire_ssg.serve.loopback import OnlyLoopback
from modelwire_ssg.serve.preview import Preview

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HTML = "text/html; charset=utf-8"
_HERE = Path(__file__).parent


def make_app(preview: Preview, builder: Builder, *, host: str, port: int) -> Starlette:
    """The server's answers; *host* and *port* are those it listens on."""
    return Starlette(
        routes=[
            Route(answers.CLIENT, partial(_own_file, "client.js")),
            Route(answers.STYLE, partial(_own_file, "client.css")),
            Route(answers.EVENTS, partial(_events, preview)),
            Route(answers.QUEUE, partial(_queue, preview, builder)),
            Route("/{path:path}", partial(_page, preview)),
        ],
        middleware=[Middleware(OnlyLoopback, host=host, port=port)],
    )


async def _own_file(name: str, _request: Request) -> Response:
    data = await run_in_threadpool((_HERE / name).read_bytes)
    return _answer(data, files.content_type(name))


async def _page(preview: Preview, request: Request) -> Response:
    path = request.scope["path"]
    base = preview.base_path
    if path in ("/", base.rstrip("/")) and base != "/":
        return RedirectResponse(base, headers=_HEADERS)
    since = preview.since  # before the file is read: what is built meanwhile makes the page reload
    wanted = files.inside(path, base)
    data = await run_in_threadpool(files.read_inside, preview.folder, wanted) if wanted else None
    if wanted and data is not None:
        kind = files.content_type(wanted)
        return _html(data, since, request) if kind == _HTML else _answer(data, kind)
    if wanted and not path.endswith("/") and await run_in_threadpool(files.is_folder, preview.folder, wanted):
        return RedirectResponse(f"{quote(path)}/", headers=_HEADERS)
    data = await run_in_threadpool(files.read_inside, preview.folder, NOT_FOUND)
    if data is None:
        return _own_html(queue.nothing_yet(), since, request, status=503)
    return _html(data, since, request, status=404)


async def _queue(preview: Preview, builder: Builder, request: Request) -> Response:
    since = preview.since
    page = await run_in_threadpool(
        queue.page, builder.root, now=builder.now(), folder=builder.folder, base=preview.base_path
    )
    return _own_html(page, since, request)


async def _events(preview: Preview, request: Request) -> Response:
    path = request.query_params.get("page", "")
    since = request.query_params.get("since", "")
    own = path.startswith(answers.ROOT)

    async def stream() -> AsyncIterator[str]:
        nonlocal since
        yield "retry: 500\n\n"
        told = -1
        while not preview.closed:
            if preview.told == told:
                yield ": still here\n\n"
            told = preview.told
            file = None if own else files.inside(path, preview.base_path) or NOT_FOUND
            if preview.has_changed(file, since):
                since = preview.since
                yield "event: reload\ndata:\n\n"
            yield f"event: state\ndata: {json.dumps(preview.state())}\n\n"
            await preview.news(told)

    return StreamingResponse(stream(), media_type="text/event-stream", headers=_HEADERS)


def _html(data: bytes, since: str, request: Request, *, status: int = 200) -> Response:
    body, policy = answers.with_client(data, origin=_origin(request), since=since)
    return _answer(body, _HTML, policy=policy, status=status)


def _own_html(data: bytes, since: str, request: Request, *, status: int = 200) -> Response:
    body, _ = answers.with_client(data, origin=_origin(request), since=since)
    return _answer(body, _HTML, policy=answers.own_policy(_origin(request)), status=status)


def _answer(data: bytes, kind: str, *, policy: str = "", status: int = 200) -> Response:
    more = {"Content-Security-Policy": policy} if policy else {}
    return Response(data, status, headers={**_HEADERS, **more, "Content-Type": kind})


def _origin(request: Request) -> str:
    return f"http://{request.headers['host'].lower()}"  # one of ours: `OnlyLoopback` looked at it
