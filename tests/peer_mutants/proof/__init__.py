"""Mutates correct servers one change at a time, and looks which rule of `lab` notices."""
