"""Measurements that are not tests: how well and how fast measures are found, and what a score is worth."""
