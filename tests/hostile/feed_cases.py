"""The table of hostile feeds: what is served, and what must come of it.

``status`` is what `modelwire fetch` says of the source (read, failed, later, gone, unchanged), ``says`` a pattern in
its remark, ``titles`` what must be ingested of it. ``seconds`` bound how long it may hold its connection; what only
burns processor time is bounded by the same number when it is parsed. ``where`` is the address in sources.yml, when
that is the attack: CANARY and PORT stand for a place nobody may reach.
"""
# ruff: noqa: E501

import gzip
import json
import zlib

from tests.hostile.feed_answers import (
    BROTLI_BOMB,
    FAILED,
    GONE,
    LATER,
    MARK,
    MB,
    OK,
    SLOW_S,
    Case,
    dripping,
    endless,
    failing,
    good,
    gzip_bomb,
    hang,
    head,
    heavy,
    hops,
    item,
    plain,
    raw,
    redirected,
    reset,
    rss,
    served,
    then,
    title_of,
    told,
    whole,
)
from tests.hostile.feed_bait import BAIT

# time

_TOO_LATE = r"within|no whole answer|took longer|seconds"
_TOO_LARGE = r"larger than"

SLOW: tuple[Case, ...] = (
    failing("slow-headers", _TOO_LATE, then(raw(b"HTTP/1.1 200 OK\r\nX-A: "), dripping(b"a")), seconds=SLOW_S),
    failing("slow-header-lines", _TOO_LATE, then(raw(b"HTTP/1.1 200 OK\r\n"), dripping(b"X-A: b\r\n")), seconds=SLOW_S),
    failing("slow-body", _TOO_LATE, then(raw(head(length=100_000)), dripping(b" ")), seconds=SLOW_S),
    failing(
        "slow-chunks", _TOO_LATE, then(raw(head(Transfer_Encoding="chunked")), dripping(b"1\r\n \r\n")), seconds=SLOW_S
    ),
    failing(
        "slow-gzip",
        _TOO_LATE,
        then(raw(head(Content_Encoding="gzip") + gzip.compress(b"")[:10]), dripping(b"\0\0\0\xff\xff")),
        seconds=SLOW_S,
    ),
    failing("slow-continue", _TOO_LATE, dripping(b"HTTP/1.1 100 Continue\r\n\r\n"), seconds=SLOW_S),
    failing("slow-redirects", _TOO_LATE, then(lambda visit: visit.pause(8), redirected("/again")), seconds=SLOW_S),
    failing("hang", _TOO_LATE + "|Timeout", hang, seconds=SLOW_S),
    failing("hang-after-headers", _TOO_LATE + "|Timeout", then(raw(head(length=100)), hang), seconds=SLOW_S),
    failing(
        "hang-in-the-body",
        _TOO_LATE + "|Timeout|broke off",
        then(raw(head(length=100_000) + b"<rss><channel>"), hang),
        seconds=SLOW_S,
    ),
    failing("hang-in-tls", _TOO_LATE + "|Timeout|TLS|certificate", hang, scheme="https", seconds=SLOW_S),
)

# how it is sent

SENT: tuple[Case, ...] = (
    failing("endless-body", _TOO_LARGE, then(raw(head()), endless(b"<!-- more -->" * 5_000))),
    failing(
        "endless-chunks",
        "larger than|sends more|within",
        then(raw(head(Transfer_Encoding="chunked")), endless(b"8\r\n<!-- -->\r\n" * 500)),
        seconds=SLOW_S,
    ),
    failing("endless-headers", ".", then(raw(b"HTTP/1.1 200 OK\r\n"), endless(b"X-More: and more\r\n" * 1_000))),
    failing("endless-header", ".", then(raw(b"HTTP/1.1 200 OK\r\nX-More: "), endless(b"a" * 65_536))),
    failing("endless-continue", ".", endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 500, at_most=40 * MB), seconds=SLOW_S),
    failing(
        "endless-chunk-extension", ".", then(raw(head(Transfer_Encoding="chunked") + b"5;a="), endless(b"b" * 65_536))
    ),
    failing("endless-status-line", ".", then(raw(b"HTTP/1.1 200 "), endless(b"OK" * 30_000))),
    failing("reset-at-once", ".", reset),
    failing("reset-in-the-headers", ".", then(raw(b"HTTP/1.1 200 OK\r\nContent-Ty"), reset)),
    failing("reset-in-the-body", ".", then(raw(head(length=100_000) + b"<?xml version='1.0'?><rss><chan"), reset)),
    failing("closed-at-once", ".", raw(b"")),
    failing("half-a-status-line", ".", raw(b"HTTP/1.")),
    failing("greeting-of-ssh", ".", raw(b"SSH-2.0-OpenSSH_9.9\r\n")),
    failing("greeting-of-mail", ".", raw(b"220 mail.example ESMTP\r\n")),
    failing("http-before-headers", ".", raw(b"<rss><channel></channel></rss>")),
    failing("http-2-preface", ".", raw(b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64")),
    failing("tls-on-the-web-port", ".", raw(b"\x15\x03\x01\x00\x02\x02\x46")),
    failing("web-on-the-tls-port", ".", raw(b"HTTP/1.1 400 Bad Request\r\n\r\n"), scheme="https"),
    failing("status-of-letters", ".", raw(b"HTTP/1.1 two hundred\r\n\r\n")),
    failing("status-999", "999", served("no", "999 Who knows")),
    failing("status-000", ".", served("no", "000 Nothing")),
    failing("ansi-in-the-status", "404", served("no", "404 \x1b[2J\x1b[31mred")),
    failing("command-in-the-status", "404", served("no", "404 ::set-output name=a::b")),
    failing("header-without-colon", ".", raw(b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n" + whole("x").encode())),
    failing("header-with-nul", ".", raw(b"HTTP/1.1 200 OK\r\nX-A: a\0b\r\n\r\n" + whole("x").encode())),
    failing("two-lengths", ".", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\n12345")),
    failing("length-of-letters", ".", raw(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n12345")),
    failing("length-below-zero", ".", raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n12345")),
    failing("length-of-thirty-digits", ".", raw(head(Content_Length="9" * 30) + b"<rss><cha")),
    failing("chunk-of-letters", ".", raw(head(Transfer_Encoding="chunked") + b"zz\r\nab\r\n0\r\n\r\n")),
    failing("chunk-of-terabytes", ".", raw(head(Transfer_Encoding="chunked") + b"ffffffffff\r\n" + b"<rss")),
    failing("transfer-gzip", ".", served(gzip.compress(whole("x").encode()), Transfer_Encoding="gzip")),
    good(
        "length-too-long",
        lambda visit: visit.send(head(length=90_000) + whole("length-too-long").encode()),
        says="broke off",
    ),
    good(
        "many-cookies",
        raw(b"HTTP/1.1 200 OK\r\n" + b"Set-Cookie: a=b; Path=/\r\n" * 50 + b"\r\n" + whole("many-cookies").encode()),
    ),
    good("other-reason", served(whole("other-reason"), "200 \x1b[31mNo")),
    Case(
        name="length-too-short",
        answer=lambda visit: visit.send(head(length=200) + whole("x").encode()),
        status=FAILED,
        says="breaks off|not a feed",
    ),
)

# codings

CODED: tuple[Case, ...] = (
    good("gzip", served(gzip.compress(whole("gzip").encode()), Content_Encoding="gzip")),
    good("gzip-in-capitals", served(gzip.compress(whole("gzip-in-capitals").encode()), Content_Encoding="GZIP")),
    good(
        "gzip-in-members",
        served(
            gzip.compress(whole("gzip-in-members")[:99].encode())
            + gzip.compress(whole("gzip-in-members")[99:].encode()),
            Content_Encoding="gzip",
        ),
    ),
    failing("gzip-bomb", _TOO_LARGE, served(gzip_bomb(1_000), Content_Encoding="gzip")),
    failing("gzip-in-gzip", "coded|not asked", served(gzip_bomb(1_000, layers=2), Content_Encoding="gzip, gzip")),
    failing("gzip-unsaid-in-gzip", "not a feed|gzip", served(gzip_bomb(1_000, layers=3), Content_Encoding="gzip")),
    failing(
        "gzip-of-many-members", "empty|not a feed|larger", served(gzip.compress(b"") * 200_000, Content_Encoding="gzip")
    ),
    failing("gzip-that-is-none", "gzip", served(whole("x"), Content_Encoding="gzip")),
    failing(
        "gzip-with-a-wrong-sum",
        "gzip|not a feed",
        served(gzip.compress(whole("x").encode())[:-8] + b"12345678", Content_Encoding="gzip"),
    ),
    Case(
        name="gzip-broken-off",
        answer=served(gzip.compress(whole("gzip-broken-off").encode())[:-12], Content_Encoding="gzip"),
        status=f"{OK}|{FAILED}",
        says="broke off|breaks off|gzip",
    ),
    failing("brotli-bomb", "coded|not asked", served(BROTLI_BOMB, Content_Encoding="br")),
    failing("deflate", "coded|not asked", served(zlib.compress(whole("x").encode()), Content_Encoding="deflate")),
    failing("zstd", "coded|not asked", served(b"\x28\xb5\x2f\xfd" + b"\0" * 50, Content_Encoding="zstd")),
    failing("coding-with-ansi", "coded|not asked", served(whole("x"), Content_Encoding="\x1b[31m::error::x")),
)

# statuses

STATUSES: tuple[Case, ...] = (
    *(
        failing(f"status-{status.partition(' ')[0]}", status.partition(" ")[0], served("<html>no</html>", status, kind="text/html"))
        for status in (
            "201 Created", "206 Partial Content", "300 Multiple Choices", "305 Use Proxy", "400 Bad Request", "401 Unauthorized",
            "402 Payment Required", "403 Forbidden", "404 Not Found", "405 Method Not Allowed", "406 Not Acceptable",
            "407 Proxy Authentication Required", "408 Request Timeout", "418 I'm a teapot", "421 Misdirected Request",
            "451 Unavailable For Legal Reasons", "500 Internal Server Error", "501 Not Implemented", "502 Bad Gateway",
            "504 Gateway Timeout", "507 Insufficient Storage", "520 Web Server Returned an Unknown Error",
        )
    ),
    failing("status-204", "204|empty", raw(b"HTTP/1.1 204 No Content\r\n\r\n")),
    failing("login-wanted", "401", served("no", "401 Unauthorized", WWW_Authenticate='Basic realm="\x1b[31m"')),
    Case(name="unasked-304", answer=raw(b"HTTP/1.1 304 Not Modified\r\nETag: W/\"x\"\r\n\r\n"), status=f"unchanged|{FAILED}"),
    Case(name="status-410", answer=served("gone", "410 Gone"), status=GONE, says="410"),
    *(
        Case(name=f"status-{status[:3]}-{name}", answer=served("later", status, **({"Retry_After": after} if after else {})), status=LATER, says=status[:3])
        for status in ("429 Too Many Requests", "503 Service Unavailable")
        for name, after in {"unsaid": "", "seconds": "120", "date": "Tue, 12 May 2026 09:00:00 GMT", "for-ever": "99999999999999999999", "below-zero": "-5", "junk": "\x1b[31m soon", "past": "Tue, 12 May 1970 09:00:00 GMT"}.items()
    ),
)  # fmt: skip

# redirects, and addresses as the editor would never write them

_PLACES = {
    "decimal": "2130706433", "octal": "0177.0.0.1", "octal-whole": "017700000001", "hex": "0x7f000001",
    "hex-parts": "0x7f.0.0.0x1", "short": "127.1", "zero": "0", "zeros": "0.0.0.0", "loopback": "127.0.0.1",
    "loopback-elsewhere": "127.9.9.9", "trailing-dot": "127.0.0.1.", "localhost": "localhost", "localhost-dot": "localhost.",
    "localhost-capitals": "LocalHost", "circled": "①②⑦.⓪.⓪.①", "full-width-dots": "127。0。0。1", "v6-loopback": "[::1]",
    "v6-any": "[::]", "v6-long": "[0:0:0:0:0:0:0:1]", "v4-mapped": "[::ffff:127.0.0.1]", "v4-mapped-hex": "[::ffff:7f00:1]",
    "v4-compatible": "[::127.0.0.1]", "v4-translated": "[::ffff:0:127.0.0.1]", "6to4": "[2002:7f00:1::]",
    "nat64": "[64:ff9b::7f00:1]", "nat64-local": "[64:ff9b:1::7f00:1]", "teredo": "[2001:0:7f00:1::]", "v6-link-local": "[fe80::1]",
    "v6-site-local": "[fec0::1]", "v6-unique-local": "[fd00:ec2::254]", "v6-multicast": "[ff02::1]",
    "ten": "10.0.0.1", "one-seven-two": "172.16.0.1", "one-nine-two": "192.168.0.1", "carrier": "100.100.100.200",
    "metadata": "169.254.169.254", "metadata-decimal": "2852039166", "metadata-mapped": "[::ffff:169.254.169.254]",
    "metadata-of-oracle": "192.0.0.192", "multicast": "224.0.0.1", "broadcast": "255.255.255.255", "reserved": "240.0.0.1",
    "benchmark": "198.18.0.1", "percent": "%31%32%37.0.0.1", "v6-zone": "[fe80::1%25lo]",
}  # fmt: skip
_REFUSED = r"is not public|is not known|is not followed"

REDIRECTS: tuple[Case, ...] = (
    good("redirect-to-itself-elsewhere", redirected("/end", then=whole("redirect-to-itself-elsewhere"))),
    good("redirect-whole-address", redirected("http://OWN/end", "307 Temporary Redirect", then=whole("redirect-whole-address"))),
    good("redirect-with-fragment", redirected("/end#x", "308 Permanent Redirect", then=whole("redirect-with-fragment")), says="moved"),
    good("five-redirects", hops(5, "five-redirects"), says="moved"),
    failing("six-redirects", "redirects", hops(6, "six-redirects")),
    failing("redirect-loop", "redirects", redirected("/feed.xml")),
    failing("redirect-loop-of-growing-paths", "redirects", lambda visit: visit.send(head("302 Found", kind="", length=0, Location=f"{visit.path}/a"))),
    failing("redirect-without-place", "302", raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")),
    failing("redirect-of-a-megabyte", ".", redirected("/" + "a" * MB)),
    *(
        failing(f"redirect-to-{name}", "not followed|not public|not known|port|redirects", redirected(place))
        for name, place in {
            "file": "file://CANARY_FILE", "file-of-a-host": "file://localhost/etc/passwd", "gopher": "gopher://CANARY/_x",
            "ftp": "ftp://CANARY/x", "data": "data:application/rss+xml,<rss/>", "javascript": "javascript:alert(1)",
            "dict": "dict://CANARY/x", "unix": "http+unix://%2Fvar%2Frun%2Fdocker.sock/x", "userinfo": "http://OWN@CANARY/",
            "password": "http://user:secret@OWN/end", "backslash": "http://OWN\\@CANARY/", "no-scheme": "//CANARY/x",
            "three-slashes": "http:///CANARY/x", "port-of-canary": "http://CANARY/x", "port-22": "http://127.0.0.1:22/",
            "port-0": "http://127.0.0.1:0/", "port-99999": "http://127.0.0.1:99999/", "port-of-letters": "http://127.0.0.1:http/",
            "two-ats": "http://OWN@OWN@CANARY/", "capital-scheme": "HTTP://CANARY/x", "blank-in-the-host": "http://127.0.0.1 :PORT/",
            "half-v6": "http://[::1/", "own-port-by-other-name": "http://localhost:PORT/",
        }.items()
    ),
    *(failing(f"redirect-to-{name}", _REFUSED, redirected(f"http://{place}/latest/meta-data/")) for name, place in _PLACES.items()),
    *(failing(f"redirect-to-port-of-{name}", _REFUSED + "|port", redirected(f"http://{_PLACES[name]}:PORT/")) for name in ("decimal", "hex", "octal", "v4-mapped", "localhost", "zero", "short")),
)  # fmt: skip

ADDRESSES: tuple[Case, ...] = (
    *(Case(name=f"at-{name}", where=f"http://{place}/feed.xml", status=FAILED, says=_REFUSED) for name, place in _PLACES.items()),
    *(
        Case(name=f"at-{name}", where=place, status=FAILED, says=".")
        for name, place in {
            "port-of-canary": "http://CANARY/feed.xml", "port-22": "http://127.0.0.1:22/", "tls-port": "https://127.0.0.1/",
            "userinfo": "http://user:secret@CANARY/",
            "path-that-leaves": "file:../../../../../etc/passwd", "device": "file:///dev/zero", "folder": "file:///", "file-of-a-host": "file://CANARY/etc/passwd",
        }.items()
    ),
)  # fmt: skip

# what is said

_FILE_ENTITY = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file://CANARY_FILE">]>'
_WALL = (
    "<!DOCTYPE html><html lang='en-US'><head><title>Just a moment...</title><meta name='robots' content='noindex,nofollow'>"
    "<script src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1'></script></head><body>"
    "<div id='cf-challenge'>Checking your browser before accessing. Enable JavaScript and cookies to continue</div></body></html>"
)
_NO_FEED = r"web page|not a feed|challenge|bot|JSON|empty"

BODIES: tuple[Case, ...] = (
    failing("empty", "empty", served(b"")),
    failing("blanks", "empty", served(b" \n\t\n " * 1_000)),
    failing("nothing-but-nul", "empty|not a feed", served(b"\0" * 5_000)),
    failing("body-is-a-path", _NO_FEED, told("CANARY_FILE", "text/plain")),
    failing("body-is-a-file-address", _NO_FEED, told("file://CANARY_FILE", "text/plain")),
    failing("body-is-an-address", _NO_FEED, told("http://CANARY/feed.xml", "text/plain")),
    failing("body-is-a-path-of-a-device", _NO_FEED, served("/dev/stdin")),
    failing("web-page", "web page", served("<!doctype html><html><head><title>Hi</title></head><body>Hi</body></html>", kind="text/html")),
    failing("web-page-that-moves-on", _NO_FEED, told("<html><head><meta http-equiv=refresh content='0;url=http://CANARY/'></head></html>", "text/html")),
    failing("web-page-of-letters", _NO_FEED, served("Not Found", kind="text/html")),
    failing("bot-wall", "bot|challenge|robot", served(_WALL, kind="text/html; charset=UTF-8", Server="cloudflare", cf_mitigated="challenge")),
    failing("bot-wall-403", "bot|challenge|robot", served(_WALL, "403 Forbidden", kind="text/html", Server="cloudflare", cf_mitigated="challenge")),
    failing("picture", _NO_FEED, served(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, kind="image/png")),
    failing("pdf", _NO_FEED, served(b"%PDF-1.7\n" + bytes(range(256)) * 40, kind="application/pdf")),
    failing("program", _NO_FEED, served(b"\x7fELF" + bytes(range(256)) * 40)),
    failing("other-json", "JSON", served('{"error": "no"}', kind="application/json")),
    failing("list-of-json", _NO_FEED, served("[1, 2]", kind="application/json")),
    failing("deep-json", "JSON", served('{"items":' + "[" * 100_000, kind="application/json")),
    failing("json-of-one-number", _NO_FEED, served("9" * 4 * MB, kind="application/json")),
    failing("svg", _NO_FEED, served("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", kind="image/svg+xml")),
    Case(name="entity-of-a-file", answer=told(rss(item(f"{MARK} a&amp;b &x;", text="&x; &x;"), doctype=_FILE_ENTITY))),
    Case(name="entity-of-an-address", answer=told(rss(item(f"{MARK} c &x;"), doctype='<!DOCTYPE rss [<!ENTITY x SYSTEM "http://CANARY/x">]>'))),
    Case(name="entity-of-a-parameter", answer=told(rss(item(f"{MARK} d"), doctype='<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://CANARY/x.dtd"> %p;]>'))),
    Case(name="doctype-of-an-address", answer=told(rss(item(f"{MARK} e"), doctype='<!DOCTYPE rss SYSTEM "http://CANARY/rss.dtd">'))),
    Case(name="doctype-of-a-file", answer=told(rss(item(f"{MARK} f"), doctype='<!DOCTYPE rss SYSTEM "file://CANARY_FILE">'))),
    Case(name="xinclude", answer=told(rss(item(f"{MARK} g", more="<description><xi:include href='file://CANARY_FILE' parse='text'/></description>")))),
    Case(name="stylesheet", answer=told(rss(item(f"{MARK} h"), doctype='<?xml-stylesheet type="text/xsl" href="http://CANARY/x.xsl"?>'))),
    Case(name="pictures-and-enclosures", answer=told(rss(item(f"{MARK} pictures", more="<enclosure url='http://CANARY/a.mp3' type='audio/mpeg'/><media:content url='http://CANARY/b.png'/>", text="&lt;img src='http://CANARY/c.png'&gt;Look here, all of you, it is nice.")))),
    good("type-is-html", served(whole("type-is-html"), kind="text/html")),
    good("type-is-a-picture", served(whole("type-is-a-picture"), kind="image/png")),
    good("type-is-nothing", served(whole("type-is-nothing"), kind="")),
    good("type-of-ansi", served(whole("type-of-ansi"), kind="\x1b[31m; charset=\x07")),
    good("charset-nobody-knows", served(whole("charset-nobody-knows"), kind="text/xml; charset=klingon")),
    good("charset-that-is-a-packer", served(whole("charset-that-is-a-packer"), kind="text/xml; charset=zlib")),
    good("charset-wrongly-said", served(whole("charset-wrongly-said"), kind="text/xml; charset=utf-16")),
    *(
        good(f"declared-{plain(name)}", served(rss(item(title_of(f"declared-{plain(name)}")), declared=name)))
        for name in ("zlib", "rot13", "unicode_escape", "idna", "undefined", "klingon", "utf-16", "utf-7", "punycode")
    ),
    *(
        good(f"really-{plain(name)}", served(rss(item(title_of(f"really-{plain(name)}")), declared=name.removesuffix("-sig")).encode(name)))
        for name in ("utf-16", "utf-32", "utf-8-sig", "cp1252", "koi8-r", "shift_jis")
    ),
    good("bytes-that-are-no-text", served(whole("bytes-that-are-no-text").encode().replace(b"is here", b"is \xff\xfe\x80 here"))),
    good("nul-in-the-text", served(whole("nul-in-the-text").encode().replace(b"is here", b"is \0\0 here"))),
    good("junk-before-it", served("Warning: mysql_connect() in /srv/x.php on line 3\n" + whole("junk-before-it")), says="before the XML"),
    good("junk-behind-it", served(whole("junk-behind-it") + "<script>alert(1)</script>" * 50)),
    good("two-feeds-in-one", served(whole("two-feeds-in-one") + whole("x"))),
    good("item-broken-off", served(rss(item(title_of("item-broken-off")) + item(f"{MARK} half"))[:-20]), says="breaks off"),
    good("broken-off-in-a-letter", served(rss(item(title_of("broken-off-in-a-letter")) + item("zqé")).encode().partition(b"\xa9")[0]), says="breaks off"),
    good("broken-off-in-cdata", served(rss(item(title_of("broken-off-in-cdata")) + item(f"{MARK} half", more="<x><![CDATA[ </x></item></channel></rss>"))[:-40]), says="breaks off"),
    good("json-broken-off", served(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://courier.example/j", "title": title_of("json-broken-off")}, {"id": "2", "title": "half of it"}]})[:-12], kind="application/feed+json"), says="breaks off"),
    Case(name="feed-without-entries", answer=served(rss("")), says="no entries"),
    Case(name="entries-without-anything", answer=served(rss("<item> </item>" * 50)), says="neither link nor title"),
    Case(name="only-dates-from-the-moon", answer=served(rss("".join(item(f"{MARK} moon {n}", link=f"https://courier.example/moon{n}", more=f"<pubDate>{date}</pubDate>") for n, date in enumerate(("2026-13-45", "Tue, 99 Foo 99999 99:99:99 +9999", "9" * 5_000, "-1", "\x1b[31m", "10000-01-01T00:00:00Z"))))), says="date"),
    Case(name="dates-to-come", answer=served(rss(item(f"{MARK} morrow", link="https://courier.example/morrow", more="<pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate>"))), titles=(f"{MARK} morrow",)),
    Case(name="equal-guids", answer=served(rss("".join(item(f"{MARK} equal {n}", link=f"https://courier.example/equal{n}", more="<guid isPermaLink='false'>same</guid>") for n in range(3)))), titles=tuple(f"{MARK} equal {n}" for n in range(3))),
    Case(name="equal-titles", answer=served(rss("".join(item(f"{MARK} same title", link=f"https://courier.example/same{n}") for n in range(3)))), titles=(f"{MARK} same title",)),
    Case(name="neighbors-story", answer=served(rss(item(f"{MARK} stolen", link="https://ledger.example/stolen", more="<guid>https://courier.example/neighbor</guid>"))), titles=(f"{MARK} stolen",)),
)  # fmt: skip

# what costs time or memory to read

_TENFOLD = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
MANY = 40_000

HEAVY: tuple[Case, ...] = (
    heavy("entity-bomb", rss(item(f"{MARK} bomb &j;"), doctype=f'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">{_TENFOLD}]>')),
    heavy("entity-bomb-of-one", rss(item(f"{MARK} bomb " + "&a;" * MANY), doctype=f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>'), status=FAILED, says="not a feed"),
    heavy("entity-of-itself", rss(item(f"{MARK} bomb &a;"), doctype='<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>')),
    heavy("many-entities", rss(item(f"{MARK} e &e1;"), doctype="<!DOCTYPE rss [" + "".join(f'<!ENTITY e{n} "v">' for n in range(MANY)) + "]>"), status=FAILED, says="not a feed"),
    heavy("many-categories", rss(item(f"{MARK} categories", more="".join(f"<category>c{n}</category>" for n in range(MANY)))), titles=(f"{MARK} categories",)),
    heavy("many-keywords", rss(item(f"{MARK} keywords", more=f"<media:keywords>{','.join(map(str, range(MANY * 2)))}</media:keywords>"))),
    heavy("many-items", rss("".join(item(f"{MARK} many {n}", link=f"https://courier.example/many{n}") for n in range(MANY))), says="500 newest", seconds=25),
    heavy("many-authors", rss(item(f"{MARK} authors", more="<dc:creator>Ana</dc:creator>" * MANY))),
    heavy("many-enclosures", rss(item(f"{MARK} enclosures", more="<enclosure url='https://a.example/a.mp3'/>" * MANY))),
    heavy("many-links", rss(item(f"{MARK} links", more="<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='alternate' href='https://a.example/'/>" * MANY))),
    heavy("many-attributes", rss("<item " + " ".join(f'a{n}="x"' for n in range(MANY)) + f"><title>{MARK} attributes</title></item>")),
    heavy("many-namespaces", f"<rss {' '.join(f'xmlns:n{n}=' + chr(34) + f'u{n}' + chr(34) for n in range(MANY))}><channel>{item(f'{MARK} ns')}</channel></rss>", status=FAILED, says="not a feed"),
    heavy("many-comments", rss(item(f"{MARK} comments", more="<!-- a -->" * MANY * 8))),
    heavy("deep-channel", rss(item(f"{MARK} deep"), channel="<a>" * MANY * 2), status=FAILED, says="too many"),
    heavy("deep-item", rss(f"<item><title>{MARK} deep item</title>" + "<a>" * MANY * 2), status=FAILED, says="breaks off"),
    heavy("nested-items", rss(f"<item><title>{MARK} nested</title>" * MANY), status=FAILED, says="breaks off"),
    heavy("deep-text", rss(item(f"{MARK} deep text", text="&lt;div&gt;" * MANY * 8))),
    heavy("deep-xhtml", f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{MARK} xhtml</title><content type="xhtml">' + "<div>" * MANY + "</div>" * MANY + "</content></entry></feed>"),
    heavy("long-title", rss(item(f"{MARK} " + "long " * 900_000))),
    heavy("long-word", rss(item(f"{MARK}" + "w" * 4 * MB))),
    heavy("long-attribute", rss(item(f"{MARK} a", more=f"<x a='{'b' * 4 * MB}'/>"))),
    heavy("long-link", rss(item(f"{MARK} long link", link="https://courier.example/" + "?a=" * MB))),
    heavy("accents-on-one-letter", rss(item(f"{MARK} a" + "\u0301" * MB * 2))),
    heavy("only-ampersands", rss(item(f"{MARK} amp", text="&" * 4 * MB))),
    heavy("only-brackets", rss(item(f"{MARK} lt", more="<" * 4 * MB))),
    heavy("only-quotes", rss(item(f"{MARK} quotes", more="<x a='" * 600_000))),
    heavy("cdata-in-cdata", rss(item(f"{MARK} cdata", text="<![CDATA[" * 400_000)), status=FAILED, says="breaks off"),
    heavy("doctypes", "<!DOCTYPE a [" * 300_000 + rss(item(f"{MARK} doctypes")), status=f"{OK}|{FAILED}"),
    heavy("json-of-many-tags", json.dumps({"items": [{"id": "t", "title": f"{MARK} tags", "tags": [f"t{n}" for n in range(MANY * 4)]}]})),
    heavy("json-of-many-items", json.dumps({"items": [{"id": str(n), "title": f"{MARK} j {n}"} for n in range(MANY * 2)]}), says="500 newest"),
    heavy("json-broken-off-in-a-string", '{"items": [' + '"\\"' * MB, status=FAILED),
    heavy("json-of-broken-lists", "{" + '"items": [' * 300_000, status=FAILED),
)  # fmt: skip


def apart(few: tuple[Case, ...], many: tuple[Case, ...], *, every: int) -> tuple[Case, ...]:
    """One of *few* before each *every* of *many*: while slow ones are waited for, others are read."""
    parts = ((*few[n : n + 1], *many[n * every : (n + 1) * every]) for n in range(len(few)))
    return (*(case for part in parts for case in part), *many[len(few) * every :])


CASES = (*apart(SLOW, HEAVY, every=2), *SENT, *CODED, *STATUSES, *REDIRECTS, *ADDRESSES, *BODIES, *BAIT)
