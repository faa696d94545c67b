"""What a reader takes away, made from drawings: tables, images, slides; it must not know Dash, Flask or settings."""
