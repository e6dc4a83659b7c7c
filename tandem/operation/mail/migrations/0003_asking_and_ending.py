from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0002_tickets_and_questions"),
    ]

    operations = [
        migrations.AddField(
            model_name="mailbox",
            name="asks_content",
            field=models.BooleanField(default=True, verbose_name="asks how content people are once a ticket is solved"),
        ),
        migrations.AddField(
            model_name="sent",
            name="leave",
            field=models.CharField(blank=True, max_length=500, verbose_name="address that ends such messages"),
        ),
    ]
