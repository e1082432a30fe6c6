"""Floor 1: tools on plain text, each one subject. May import `model` and nothing above.

yaml_doc is the only importer of yaml, markdown of markdown_it, clean of nh3, slugs of slugify.
To add a tool: a module named for its subject, pure unless it is `files`.
"""
