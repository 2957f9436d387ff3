"""One function for each deed a clerk can name; no Qt here."""
