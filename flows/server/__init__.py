"""The engine's server as a child of ours: only we can ask it anything, and it ends with us."""
