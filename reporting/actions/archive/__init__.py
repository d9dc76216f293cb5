"""Reports of the past, transcribed from print, go in by the doors of everybody else."""

from reporting.actions.archive.load import Loaded, People, load_year

__all__ = ["Loaded", "People", "load_year"]
