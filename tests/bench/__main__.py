"""`make bench`: what pages and actions cost with a practice year in a database of their own.

Plain scripts, no tests: how long something takes depends on the machine and on what else it does,
so what is printed are times, the limits of the issue, and ratios against a baseline measured in
the same run.
"""

import argparse
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument(
        "--until", type=int, default=9, choices=range(1, 12), help="months of the practice year"
    )
    parser.add_argument("--only", default="", help="titles that contain this")
    arguments = parser.parse_args()
    import django

    django.setup()
    from tests.bench.database import bench_database
    from tests.bench.report import Bench
    from tests.bench.runs import all_of

    bench = Bench(arguments.only)
    with bench_database() as inputs:
        all_of(bench, inputs, arguments.until)
    bench.print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
