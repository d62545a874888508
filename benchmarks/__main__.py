"""`./careloom bench [NAME]`: run one measurement, or list them."""

import runpy
import sys
from pathlib import Path

names = sorted(f.stem for f in Path(__file__).parent.glob("*.py") if not f.stem.startswith("_"))
if len(sys.argv) < 2:
    print("Measurements here: " + ", ".join(names))
elif sys.argv[1] not in names:
    sys.exit(f"There is no measurement '{sys.argv[1]}'. There are: {', '.join(names)}")
else:
    name = sys.argv.pop(1)
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
