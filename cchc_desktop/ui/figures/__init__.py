"""The grid of figures: indicators by area, typed as in a sheet of Excel, and all that stands around it."""
