"""What is known (YAML) and how a message finds it. Does no I/O but reading its own YAML."""
