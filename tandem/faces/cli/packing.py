"""`tandem pack`: what an auditor takes along, with its proof."""

from pathlib import Path

import click

from tandem.faces.cli import running
from tandem.faces.cli.asking import as_json, organization_of, say
from tandem.ground.ledger.problems import BrokenLedger
from tandem.ground.ledger.proofs import NoProof
from tandem.proof.packs import packing


@click.command()
@click.argument("organization")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="As pack.zip.")
@as_json
def pack(organization: str, out: Path, as_json: bool) -> None:
    """Records, files, proofs and the signed head in one archive that verifies itself offline."""
    home = organization_of(organization)
    if out.exists():
        raise click.ClickException(f"{out} is there already; choose another name.")
    beside = out.with_name(out.name + ".part")
    try:
        running.seal_all()
        packed = packing.pack(home, beside)
        beside.replace(out)
    except (BrokenLedger, NoProof) as error:
        raise click.ClickException(f"No pack was made: {error}") from error
    finally:
        beside.unlink(missing_ok=True)
    answer = {"records": packed.records, "files": packed.files, "entries": packed.entries}
    text = f"{out}: {packed.records} records, {packed.files} files, a head of {packed.entries} entries."
    say(answer, as_json, f"{text} Verify: unpack it and run python3 verify.py")
