"""Floor 2: the files of settings and registries → typed records, with all their Problems at once.

One file a module. May import `text`, `sections` and `model`. A settings file that cannot be read at all
leaves nothing to work with, which `pipeline` turns into a ConfigError; every other fault is a Problem.
"""
