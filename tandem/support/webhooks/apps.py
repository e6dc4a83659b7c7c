from tandem.ground.kernel import subjects


class WebhooksConfig(subjects.Subject):
    name = "tandem.support.webhooks"
    place = 90
