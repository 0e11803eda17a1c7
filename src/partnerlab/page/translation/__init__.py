"""A finished page in another language: its texts are found among the messages of a catalogue, and said anew."""
