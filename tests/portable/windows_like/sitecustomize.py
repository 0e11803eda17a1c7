"""Loaded ahead of every Python process of a test: what Windows has not is taken away."""

import os
import sys

for name in ("fork", "forkpty", "mkfifo", "register_at_fork", "pidfd_open", "O_DIRECTORY", "killpg", "setsid"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("fcntl", "pwd", "grp", "termios", "tty", "pty"):
    sys.modules[name] = None  # type: ignore[assignment]  # which has an import of it fail
