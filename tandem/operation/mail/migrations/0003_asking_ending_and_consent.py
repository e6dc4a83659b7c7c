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
            model_name="mailbox",
            name="code_address",
            field=models.URLField(blank=True, max_length=500, verbose_name="address that gives codes"),
        ),
        migrations.AddField(
            model_name="mailboxkey",
            name="asked",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="mailboxkey",
            name="consent",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="sent",
            name="leave",
            field=models.CharField(blank=True, max_length=500, verbose_name="address that ends such messages"),
        ),
        migrations.AlterField(
            model_name="mailbox",
            name="sign_in",
            field=models.CharField(
                choices=[
                    ("password", "Password"),
                    ("token", "Token of a client (OAuth)"),
                    ("consent", "Consent of a person (OAuth, code on another device)"),
                ],
                default="password",
                max_length=10,
                verbose_name="signs in by",
            ),
        ),
    ]
