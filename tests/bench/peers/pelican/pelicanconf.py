"""The page kinds of the bench, and nothing more. Pelican's authors carry the mentions; its cache is on."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # for the plugin

SITENAME = "Bench"
SITEURL = "https://bench.example"
AUTHOR = "Bench"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "briefs"
USE_FOLDER_AS_CATEGORY = False
PATH, OUTPUT_PATH, THEME = "content", "site", "theme"
ARTICLE_EXCLUDES = ["static"]
STATIC_PATHS = ["static"]
EXTRA_PATH_METADATA = {"static/style.css": {"path": "style.css"}, "static/icon.svg": {"path": "icon.svg"}}
PAGE_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
FORMATTED_FIELDS: list[str] = []
TYPOGRIFY = False
MARKDOWN = {"extensions": ["markdown.extensions.meta"], "output_format": "html5"}
PLUGINS = ["pelican_lookups"]
DEFAULT_PAGINATION = False

TAG_URL, TAG_SAVE_AS = "tags/{slug}/", "tags/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "mentions/{slug}/", "mentions/{slug}/index.html"
MONTH_ARCHIVE_URL, MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y-%m}/", "archive/{date:%Y-%m}/index.html"
CATEGORY_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "authors", "archives", "sitemap"]
TAGS_SAVE_AS = "tags/index.html"
AUTHORS_SAVE_AS = "mentions/index.html"
ARCHIVES_SAVE_AS = "archive/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"

FEED_ALL_RSS = "rss.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 30
RSS_FEED_SUMMARY_ONLY = False

LOAD_CONTENT_CACHE = CACHE_CONTENT = True
CONTENT_CACHING_LAYER = "generator"
CHECK_MODIFIED_METHOD = "mtime"
GZIP_CACHE = False
CACHE_PATH = "cache"
