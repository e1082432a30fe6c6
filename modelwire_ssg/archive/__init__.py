"""The room of our own earlier briefs: `index` finds them by words, `related` chooses what a writer is offered.

May import `text` and `model`. The index lies in `.modelwire/`, is updated in place, and can be lost at any time.
"""
