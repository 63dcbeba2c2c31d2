"""Allocators."""
