from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0041_deputy_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="explanation",
            name="about",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=16, verbose_name="numbers"
            ),
        ),
        migrations.AlterField(
            model_name="explanation",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("late", "Numbers came in later"),
                    ("mended", "A mistake of the shorter reports is corrected"),
                    ("counted_twice", "Somebody was counted twice"),
                    ("other_source", "From another source"),
                    ("other", "Another reason"),
                    ("checked", "The number is right: I checked it"),
                    ("event", "A special campaign or event this period"),
                    ("fewer", "Fewer activities this period"),
                    ("counted_otherwise", "Counted differently since this period"),
                    ("before_wrong", "The number of the last period was wrong"),
                    ("same_again", "The same work was done again, with the same numbers"),
                    ("as_recorded", "So it is written in our records"),
                    ("no_part", "Some belong to none of the parts"),
                    ("several_parts", "Some belong to more than one part"),
                    ("not_recorded", "This was not recorded"),
                    ("not_yet", "The numbers have not come in yet"),
                    ("earlier_work", "Done earlier, and reported only now"),
                    ("several_days", "It went on for several days"),
                    ("smaller", "Done in a smaller way than was planned"),
                ],
                max_length=20,
                verbose_name="reason",
            ),
        ),
    ]
