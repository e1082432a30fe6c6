"""The room of output: `manifest` is the output's own mark, `plan` decides what to write and delete, `apply` does it.

May import `text` and `model`. Nothing that the mark does not list is ever deleted.
"""
