"""`make audit`: errors as people make them are planted in reported numbers, and what the checks say
of them is counted. Without a print to compare with, in a database of its own.

    make audit ARGS="--errors 200 --seed 1 --only exchanged --together --show missed --out FILE"
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

if TYPE_CHECKING:
    from tests.audit.data import Data
    from tests.audit.measuring import Measured


def main() -> int:
    arguments = _arguments()
    import django

    django.setup()
    from tests.audit.ceiling import ceilings, printed_ceilings
    from tests.audit.data import data_of_2020, practice_data
    from tests.audit.errors_of_2020 import own_errors
    from tests.audit.report import as_json, printed, printed_own
    from tests.bench.database import bench_database

    measured = []
    with bench_database():
        of_2020 = data_of_2020()
        data = [of_2020] if arguments.only_2020 else [practice_data(), of_2020]
        for one in data:
            measured.append(_measured(one, arguments))
            print("\n".join(printed(measured[-1], arguments.show)), flush=True)
            if arguments.ceiling and one.drawn_from:
                found = ceilings(one.drawn_from, one.reported, measured[-1].alone)
                print("\n".join(printed_ceilings(found)), flush=True)
    own = own_errors(measured[-1].untouched)
    print("\n".join(printed_own(own)))
    if arguments.out:
        made = as_json(measured, own, {**vars(arguments), "out": str(arguments.out)})
        arguments.out.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    from tests.audit.kinds import ERROR_KINDS

    parser = argparse.ArgumentParser(prog="python -m tests.audit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=200, help="in each set of data")
    parser.add_argument("--only", nargs="*", default=[], choices=[one.code for one in ERROR_KINDS])
    parser.add_argument(
        "--together", action="store_true", help="only all at once: quicker, without rows an error"
    )
    parser.add_argument("--only-2020", action="store_true", help="without practice years: quick")
    parser.add_argument(
        "--ceiling", action="store_true", help="what could be found at all, beside what was"
    )
    parser.add_argument("--show", default="", choices=["missed", "all"], help="error by error")
    parser.add_argument("--out", type=Path, help="the figures as JSON, to compare runs")
    return parser.parse_args()


def _measured(data: "Data", arguments: argparse.Namespace) -> "Measured":
    from tests.audit import measuring
    from tests.audit.kinds import chosen
    from tests.bench.report import said
    from tests.factories import secretariat

    plants = chosen(data.reported, seed=arguments.seed, count=arguments.errors, only=arguments.only)
    with secretariat(), said(f"{data.title}: {len(plants)} errors"):
        return measuring.measured(data, plants, alone=not arguments.together)


if __name__ == "__main__":
    sys.exit(main())
