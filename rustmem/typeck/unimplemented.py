"""E0277: the words for a trait that a type does not implement, with its notes (rustc's `report_selection_error`)."""

from __future__ import annotations
