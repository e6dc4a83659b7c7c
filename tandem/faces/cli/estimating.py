"""`tandem losses`: what the risks of an organization cost a year, all agreed estimates together."""

import click

from tandem.direction.losses import portfolio
from tandem.direction.losses.portfolio import Figured
from tandem.faces.cli.asking import as_json, command_line_actor, organization_of, say
from tandem.ground.kernel.errors import Invalid
from tandem.ground.kernel.tenancy import organization_active

YEARLY = (
    ("expected_loss", "expected loss"),
    ("percentile_50", "half of all years up to"),
    ("percentile_90", "9 years of 10 up to"),
    ("percentile_95", "19 years of 20 up to"),
    ("percentile_99", "99 years of 100 up to"),
    ("expected_shortfall_95", "mean of the worst 5 %"),
)


@click.command("losses")
@click.argument("organization")
@click.option("--years", default="", help="Years to simulate; 100,000 without.")
@click.option("--seed", default="", help="The same seed gives the same figures; 1 without.")
@click.option("--dependence", default="on", show_default=True, help="on or off: whether common causes count.")
@click.option("--currency", default="", help="That of the tolerance in force without.")
@as_json
def show_losses(organization: str, years: str, seed: str, dependence: str, currency: str, as_json: bool) -> None:
    """What all agreed loss estimates together cost a year, against what is tolerable."""
    home = organization_of(organization)
    asked = {"years": years, "seed": seed, "dependence": dependence, "currency": currency}
    with organization_active(home.pk):
        try:
            gathered = portfolio.gather(command_line_actor(home), portfolio.question_of(asked))
        except Invalid as invalid:
            raise click.ClickException(str(invalid)) from invalid
        figures = portfolio.with_records(gathered, portfolio.compute(gathered.plan))
    say(figures, as_json, _words(figures))


def _words(figures: Figured) -> str:
    lines = [
        f"{figures['estimates']} agreed estimates of {figures['open_risks']} open risks, in {figures['currency']}; "
        f"{figures['years']:,} years, seed {figures['seed']}, "
        + (f"common causes by {figures['correlations']}." if figures["correlations"] else "every risk by itself."),
        f"{'a year':<28}{'now':>16}{'after treatment':>18}",
    ]
    lines += [f"{words:<28}{figures['before'][name]:>16,.0f}{figures['after'][name]:>18,.0f}" for name, words in YEARLY]
    lines += _held(figures)
    lines += [_risk(row) for row in figures["risks"]]
    treatments = portfolio.ranked_treatments(figures["risks"])
    return "\n".join(lines + [_treatment(row) for row in treatments])


def _held(figures: Figured) -> list[str]:
    if figures["tolerance"] is None:
        return ["No approved tolerance in this currency."]
    if not figures["exceeded"]:
        return [f"Within {figures['tolerance']} at every point."]
    return [
        f"Above {figures['tolerance']}: {row['probability']:.2%} of years lose more than {row['amount']:,.0f}; "
        f"{row['tolerated']:.2%} tolerated."
        for row in figures["exceeded"]
    ]


def _risk(row: Figured) -> str:
    return f"{row['risk']:<10}{row['before']['expected_loss']:>14,.0f}{row['contribution']:>8.1%}  {row['title']}"


def _treatment(row: Figured) -> str:
    gain = "free" if row["rate_of_return"] is None else f"{row['rate_of_return']:.0%}"
    return f"{row['risk']:<10}net {row['net_benefit']:>12,.0f}  return {gain:>7}  {row['treatment']}"
