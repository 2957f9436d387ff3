"""The ratios this program is judged by, each measured beside the bare work in one run (`python dev.py bench`)."""
