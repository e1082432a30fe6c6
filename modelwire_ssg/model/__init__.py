"""Floor 0: the records every room speaks in. Frozen, slotted, keyword-only; no third-party import.

Only parsers make them. What can be computed from a record is a property, never a field.
To add one: put it in the module named for its subject; it may import only this floor.
"""
