"""From the frame and plain values to a small frame; pandas only, no text and no figure."""
