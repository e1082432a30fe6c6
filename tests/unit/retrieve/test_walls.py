"""Bot walls are told from ordinary pages."""

import pytest

from modelwire_ssg.retrieve.walls import bot_wall, is_web_page, page_title

JUST_A_MOMENT = b'<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body></body></html>'


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (JUST_A_MOMENT, "Cloudflare"),
        (b"<html><script>window._cf_chl_opt={}</script>", "Cloudflare"),
        (b'<html><iframe src="/_Incapsula_Resource?x=1"></iframe>', "Imperva"),
        (b'<html><script src="https://ct.captcha-delivery.com/c.js"></script>', "DataDome"),
        (b'<html><div id="px-captcha"></div>', "HUMAN"),
        (b"<html><script>AwsWafIntegration.checkForceRefresh()</script>", "AWS WAF"),
        (b"<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD>Reference https://errors.edgesuite.net/18", "Akamai"),
        (b"<html><title>Making sure you&#39;re not a bot!</title>", "Anubis"),
        (b"\xef\xbb\xbf <!-- x --><!doctype html><title>Robot check</title>", "a bot check"),
        (b"<html><body><p>Please verify you are human", "a bot check"),
    ],
)
def test_wall_is_named(page: bytes, name: str) -> None:
    assert bot_wall({}, page) == name


def test_header_of_a_challenge_is_enough() -> None:
    assert bot_wall({"cf-mitigated": "challenge"}, b"") == "Cloudflare"


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><title>Just a moment...</title><description>captcha-delivery.com</description></channel></rss>",
        b'{"title": "Are you a robot?", "items": []}',
        b"<!doctype html><title>News</title><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        b"<html><title>News</title>" + b"<p>words of an ordinary page</p>" * 2_000 + b"complete the captcha",
        b"",
        b"\x00" * 100,
    ],
)
def test_feed_and_ordinary_page_are_no_walls(body: bytes) -> None:
    assert bot_wall({}, body) == ""


def test_only_what_begins_as_html_is_a_web_page() -> None:
    assert is_web_page(b"\n<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>")
    assert not is_web_page(b"<?xml version='1.0'?><feed><html></feed>")


def test_title_is_one_plain_line() -> None:
    assert page_title(b"<html><title lang=en> A \x1b[31m\n &amp; B </title>") == "A [31m & B"
