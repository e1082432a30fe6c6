"""Floor 3, room *search*: what the search page's script asks. One bundle a year, which nobody alters: it is made anew.

records    a brief as it may be shown → one Record
service    the pagefind program, an optional extra: Records → the files of a bundle
steady     the same records → the same bytes, which Pagefind does not promise

May import `model` and `text`. Which years have to be made is the pipeline's to decide, and it puts them in their place.
"""

from modelwire_ssg.search.records import Record, make_record, year_digest
from modelwire_ssg.search.service import HOW_TO_GET, index, installed

__all__ = ["HOW_TO_GET", "Record", "index", "installed", "make_record", "year_digest"]
