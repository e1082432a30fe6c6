"""Modelwire: a static-site generator for checked AI news briefs."""

__version__ = "0.1.0"
