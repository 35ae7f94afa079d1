"""Measurements that are not tests: delivery, start-up and memory beside a bare echo bot."""
