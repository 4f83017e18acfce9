"""The window around the pages: navigation, the bar at the top, search, the line at the foot."""
