"""Tests of the embedded Bot API."""
