"""What builds the Windows program and proves it: `python dev.py windows [--prove]`."""
