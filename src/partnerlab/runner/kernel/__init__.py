"""What a notebook runs on: kernels, the fork server that gives each a process, and the client that talks to one."""
