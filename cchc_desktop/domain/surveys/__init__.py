"""Surveys on paper, such as SIPAS: their questionnaires, forms, sample and results."""
