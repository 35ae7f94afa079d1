"""Tests of tables and charts as pictures."""
