"""What curators use: a package as one workbook and back, and what differs between two packages; it serves nobody."""
