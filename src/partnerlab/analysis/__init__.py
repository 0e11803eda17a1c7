"""What follows: tables, measures and findings of one partnership, topic by topic, and of all together.

The layer's rule: it is pure. It is handed what a partnership answers and returns what follows; it shows nothing, and
no topic knows another.
"""
