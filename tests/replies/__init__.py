"""Tests of how an answer looks."""
