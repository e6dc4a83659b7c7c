"""Benchmarks: how fast Tandem is beside plain SQL on the same machine, and beside its strongest open peer."""
