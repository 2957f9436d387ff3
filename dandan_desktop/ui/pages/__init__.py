"""One module for each entry of the side bar; pages do not know one another."""
