"""What Flask answers beside Dash: document, health, catalogue, data package, errors; no charts are made here."""
