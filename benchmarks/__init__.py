"""Measurements that can be repeated on any machine: `python -m benchmarks.<name>`."""
