"""The window: the only package that knows Qt; it reads through a store and writes through services."""
