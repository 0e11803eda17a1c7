"""Where tasks are run: a pool of worker processes on this machine, or a cluster."""
