"""The charts: one file each, and what all of them share; charts take (snapshot, state, texts), never the site."""
