"""What a board can decide, tried on a changed record: which decisions clear most of what was found."""
