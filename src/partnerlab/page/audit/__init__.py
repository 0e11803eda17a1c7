"""How a finished page is checked and printed: its structure read, and a browser without a network asked."""
