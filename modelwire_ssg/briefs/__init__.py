"""The room of brief files: text ⇄ Brief, and changes that touch only what the machine owns.

parse   text → Brief + Problems          stub    Story → text of a new file
edit    one value of a front matter      merge   what fill may write, and the text after it
store   files: list, read, write when nobody else did in between
readable   last versions that could be read, for files that cannot be read now
May import `sections`, `text` and `model`.
"""
