from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("incidents", "0009_words_of_channel_and_priority"),
    ]

    operations = [
        migrations.DeleteModel(
            name="IncidentLook",
        ),
    ]
