"""Pages get our script from the server, and a policy that lets it run and nothing else."""

import pytest

from modelwire_ssg.serve.answers import widened, with_client

ORIGIN = "http://localhost:8000"
SCRIPT = f"{ORIGIN}/__modelwire/client.js"
POLICY = "default-src 'none'; connect-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def sources(policy: str, name: str) -> list[str]:
    found = [part.split() for part in policy.split(";") if part.split()[:1] == [name]]
    return found[0][1:] if found else []


def test_policy_of_the_page_moves_into_the_answer() -> None:
    page = (
        f'<head>\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<title>x</title></head><body>y</body>'
    )
    body, policy = with_client(page.encode(), origin=ORIGIN, since="a-1")
    assert b"Content-Security-Policy" not in body
    assert body.count(b"<script") == 1
    assert b'<script src="/__modelwire/client.js" data-since="a-1" defer></script>' in body
    assert sources(policy, "script-src") == [SCRIPT]
    assert sources(policy, "style-src") == ["'self'", f"{ORIGIN}/__modelwire/client.css"]
    assert sources(policy, "img-src") == ["'self'"]
    assert sources(policy, "default-src") == ["'none'"]


@pytest.mark.parametrize(
    "element",
    ["<META content=\"default-src 'none'\" HTTP-EQUIV='content-security-policy' />",
     "<meta\n  http-equiv=Content-Security-Policy\n  content=\"default-src &#39;none&#39;\">"],
)  # fmt: skip
def test_policy_is_found_however_it_is_written(element: str) -> None:
    body, policy = with_client(f"<html><head>é{element}<title>x</title></head>".encode(), origin=ORIGIN, since="a-1")
    assert body.decode().startswith("<html><head>é<script ")
    assert body.decode().endswith("</script><title>x</title></head>")
    assert sources(policy, "script-src") == [SCRIPT]


def test_two_policies_stay_two() -> None:
    page = "<head>" + "".join(
        f'<meta http-equiv="Content-Security-Policy" content="{one}">'
        for one in ("img-src 'self'", "default-src 'none'")
    )
    _, policy = with_client(page.encode(), origin=ORIGIN, since="a-1")
    assert [sources(one, "script-src") for one in policy.split(", ")] == [[], [SCRIPT]]


def test_page_without_a_policy_gets_none() -> None:
    body, policy = with_client(b"<html><head></head><body>x</body></html>", origin=ORIGIN, since="a-1")
    assert (policy, body.count(b"client.js")) == ("", 1)
    assert body.index(b"client.js") < body.index(b"</head>")


def test_words_about_a_policy_in_the_text_stay() -> None:
    page = b'<html><head></head><body><p>&lt;meta http-equiv="Content-Security-Policy"&gt;</p></body></html>'
    body, _ = with_client(page, origin=ORIGIN, since="a-1")
    assert page.partition(b"<body>")[2] in body


@pytest.mark.parametrize(
    ("policy", "scripts"),
    [
        ("default-src 'self'", ["'self'", SCRIPT]),
        ("script-src 'none'; default-src 'self'", [SCRIPT]),
        ("script-src 'self'; script-src 'none'", ["'self'", SCRIPT]),
        ("img-src 'self'", []),
        ("", []),
    ],
)
def test_nothing_but_the_script_is_allowed_beside_what_was(policy: str, scripts: list[str]) -> None:
    assert sources(widened(policy, ORIGIN), "script-src") == scripts
