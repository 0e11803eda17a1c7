"""What several topics need to know: each table and each number is worked out here once, below the topics.

A fact is neither good nor bad: what it speaks for is weighed in `analysis.signals`, and what to do about it in the
rules of the topics.
"""
