"""Files that travel between programs: the open format of meeting facts."""
