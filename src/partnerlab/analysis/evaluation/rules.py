"""Rules of the topic evaluation."""
