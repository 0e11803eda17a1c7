"""Rules of the topic mapping."""
