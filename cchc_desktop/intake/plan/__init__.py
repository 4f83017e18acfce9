"""The grammar of reform plans: a Source as a Draft."""
