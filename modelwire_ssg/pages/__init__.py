"""Floor 3, room *pages*: what the site consists of, one kind of page per file.

A kind is a frozen `PageKind`: ``urls(site)`` names all its pages, ``make(url, site)`` gives one of them. Both are pure:
no clock but ``site.today``, no file, no layout. A page holds its facts as plain values (text, numbers, days, tuples,
dicts), because its facts are all it depends on: the build derives a page's key from them.

May import `model`, `text` and `sections`, nothing else. HTML pages name a layout; feeds and the sitemap bring their
bytes along.
frame, rows, wording, disclosure, gate_words, json_ld and feed_entries are shared by several kinds.

To add one: a module here with ``KIND = PageKind(...)``, its name in `PAGE_KINDS`, its layout in layouts/ with a line in
layouts/README.md, and its address in `model.permalinks`. A link to it asks `frame.is_on` first.
"""

from modelwire_ssg.model.site import PageKind
from modelwire_ssg.pages import (
    archive,
    atom,
    atom_mention,
    atom_publisher,
    atom_tag,
    atom_watch,
    brief,
    brief_json,
    brief_md,
    brief_schema,
    corrections,
    day,
    feeds,
    headers,
    home,
    json_feed,
    llms,
    mention,
    mention_index,
    month,
    nojekyll,
    not_found,
    og,
    opml,
    publisher,
    publisher_index,
    redirect,
    redirects,
    robots,
    rss,
    scorecard,
    search,
    security_txt,
    sitemap,
    sitemap_news,
    style,
    tag,
    tag_index,
    text_page,
    watch_ics,
    watch_list,
    watch_month,
)

PAGE_KINDS: tuple[PageKind, ...] = (
    home.KIND,
    brief.KIND,
    brief_md.KIND,
    brief_json.KIND,
    brief_schema.KIND,
    og.KIND,
    redirect.KIND,
    mention.KIND,
    mention_index.KIND,
    tag.KIND,
    tag_index.KIND,
    publisher.KIND,
    publisher_index.KIND,
    day.KIND,
    month.KIND,
    archive.KIND,
    watch_list.KIND,
    watch_month.KIND,
    atom_watch.KIND,
    watch_ics.KIND,
    corrections.KIND,
    scorecard.KIND,
    search.KIND,
    text_page.KIND,
    atom.KIND,
    atom_mention.KIND,
    atom_tag.KIND,
    atom_publisher.KIND,
    rss.KIND,
    json_feed.KIND,
    feeds.KIND,
    opml.KIND,
    sitemap.KIND,
    sitemap_news.KIND,
    robots.KIND,
    llms.KIND,
    security_txt.KIND,
    headers.KIND,
    redirects.KIND,
    nojekyll.KIND,
    not_found.KIND,
    style.KIND,
)

__all__ = ["PAGE_KINDS"]
