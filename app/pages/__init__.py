"""The pages: a layout and thin handlers each; pages do not know each other and do no work on data."""
