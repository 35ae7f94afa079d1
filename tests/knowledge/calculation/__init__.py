"""Calculators: amounts worked out from the pages, words read, codes, refusals."""
