"""What the interpreter of a Windows-like run imports is left alone: it takes functions of this system away."""

collect_ignore_glob = ["windows_like/*"]
