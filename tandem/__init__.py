"""Tandem: one management system for ISO/IEC 20000-1 and ISO/IEC 27001."""

__version__ = "0.1.0"
