"""Small frames to Plotly figures, in one look; figures name roles of colour, never colours, and know no data source."""
