"""What the office knows, as plain Python: no Qt, SQL, Word or Excel."""
