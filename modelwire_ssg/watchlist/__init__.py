"""The room of the watch ledger: `store` reads and writes its lines, `ledger` replays them into items.

May import `text` and `model`. Whether an item is overdue is computed by the day, never stored.
"""
