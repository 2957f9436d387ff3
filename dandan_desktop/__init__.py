"""Sổ Dân vận: the register of a mass-mobilization office, offline and encrypted."""

__version__ = "0.1.0"
