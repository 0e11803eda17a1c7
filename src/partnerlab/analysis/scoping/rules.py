"""Rules of the topic scoping."""
