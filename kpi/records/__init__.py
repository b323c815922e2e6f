"""What passes between rooms: frozen rows with declared columns."""
