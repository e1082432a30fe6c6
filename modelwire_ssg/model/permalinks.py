"""Where every page lives: paths relative to the site's root, without a leading slash; a folder's page ends with "/".

The address of a brief is its id (SPEC §2); nothing here depends on file names or on base_url.
"""

from datetime import date


def brief_path(brief_id: str) -> str:
    """``2026/05/12-slug`` → ``2026/05/12-slug/``."""
    return f"{brief_id}/"


def day_path(day: date) -> str:
    """The edition of one day."""
    return f"{day:%Y/%m/%d}/"


def month_path(day: date) -> str:
    """All editions of the month *day* lies in."""
    return f"{day:%Y/%m}/"


def mention_path(key: str) -> str:
    """The page of a mention."""
    return f"mentions/{key}/"


def mention_letter_path(letter: str, number: int = 1) -> str:
    """The mentions under a letter where there are many; a letter of very many goes on under further numbers.

    No page of a mention has an address like it: below the one with the key ``letters`` are years.
    """
    return f"{MENTIONS}letters/{letter}/" + (f"{number}/" if number > 1 else "")


def tag_path(key: str) -> str:
    """The page of a tag."""
    return f"tags/{key}/"


def publisher_path(key: str) -> str:
    """The page of a publisher."""
    return f"publishers/{key}/"


def watch_month_path(day: date) -> str:
    """The watch items that fall due in the month *day* lies in."""
    return f"{WATCH}{day:%Y-%m}/"


def watch_day_path(day: date, number: int = 1) -> str:
    """Those that fall due on one day of a month that has many; a day of very many goes on under further numbers."""
    return f"{watch_month_path(day)}{day:%d}/" + (f"{number}/" if number > 1 else "")


def corrections_path(year: int) -> str:
    """The corrections of an earlier year."""
    return f"{CORRECTIONS}{year}/"


def sitemap_month_path(day: date) -> str:
    """The part of the sitemap with the briefs of the month *day* lies in."""
    return f"sitemap-{day:%Y-%m}.xml"


def twin_path(brief_id: str, form: str) -> str:
    """A brief in another form, beside its page: ``md`` or ``json``."""
    return f"{brief_path(brief_id)}index.{form}"


def picture_path(brief_id: str) -> str:
    """The picture that others show where a brief is shared."""
    return f"{brief_path(brief_id)}card.png"


def search_bundle_path(year: int) -> str:
    """The folder with the search index of one year."""
    return f"{SEARCH}{year}/"


def text_page_path(slug: str) -> str:
    """A page from content/pages/."""
    return f"{slug}/"


HOME = ""
ARCHIVE = "archive/"
MENTIONS = "mentions/"
TAGS = "tags/"
PUBLISHERS = "publishers/"
WATCH = "watch/"
CORRECTIONS = "corrections/"
SCORECARD = "scorecard/"
SEARCH = "search/"
SEARCH_SCRIPT = "search.js"
ATOM = "atom.xml"
RSS = "rss.xml"
JSON_FEED = "feed.json"
SITEMAP = "sitemap.xml"
SITEMAP_PAGES = "sitemap-pages.xml"
ROBOTS = "robots.txt"
NOT_FOUND = "404.html"
FEEDS = "feeds/"
WATCH_ATOM = f"{WATCH}atom.xml"
WATCH_ICS = f"{WATCH}watch.ics"
NEWS_SITEMAP = "sitemap-news.xml"
OPML_SOURCES = "sources.opml"
OPML_FEEDS = "feeds.opml"
LLMS = "llms.txt"
SCHEMA = "schema/brief.json"
SECURITY = ".well-known/security.txt"
HEADERS = "_headers"
REDIRECTS = "_redirects"
NO_JEKYLL = ".nojekyll"


def watch_anchor(item_id: str) -> str:
    """``id#w1`` → the address of that item on its brief's page."""
    brief_id, _, number = item_id.partition("#")
    return f"{brief_path(brief_id)}#{number}"


def output_path(url: str) -> str:
    """The file a server answers *url* with: ``a/b/`` → ``a/b/index.html``."""
    return f"{url}index.html" if url == "" or url.endswith("/") else url
