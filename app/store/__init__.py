"""The store: files of a data package in, one immutable, validated Snapshot out; it must not know charts or
pages.
"""
