"""Benchmarks: how fast Tandem is over HTTP and beside plain SQL on the same machine."""
