"""The secrets that pipelines sign with."""

from tandem.ground.kernel.patterns.signing import Secrets
from tandem.operation.releases.pipelines.models import Pipeline

SECRETS = Secrets(Pipeline, "pipeline")
