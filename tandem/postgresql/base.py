"""PostgreSQL as Django speaks to it, with statements kept by their shape."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.compiler import SQLCompiler
from django.db.backends.postgresql.operations import DatabaseOperations as DjangoOperations

from tandem.kept_sql import Keeping


class KeepingCompiler(Keeping, SQLCompiler):
    """PostgreSQL's compiler, keeping."""


class DatabaseOperations(DjangoOperations):
    """Django's, with that compiler."""

    def compiler(self, compiler_name: str) -> Any:
        """The one that writes SELECT keeps what it wrote."""
        return KeepingCompiler if compiler_name == "SQLCompiler" else super().compiler(compiler_name)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with those operations."""

    ops_class = DatabaseOperations
