"""Floor 5: words ⇄ people. The only importer of click; one file a command, all sentences printed in report.py.

To add a command: a module with a click command, and its name in `main.COMMANDS`. A command imports its pipeline
inside its function, so that `--help` starts at once.
"""
