"""`./careloom bench`: all that was measured beside others, as one table; `--json`, or `--page FILE` to write it there.

`./careloom bench NAME …` measures one thing now; with `--keep` its figures go into that table.
"""

import json
import runpy
import sys
from pathlib import Path

from benchmarks import _compared

names = sorted(f.stem for f in Path(__file__).parent.glob("*.py") if not f.stem.startswith("_"))
name = sys.argv[1] if len(sys.argv) > 1 else ""
if not name or name.startswith("--"):
    if "--page" in sys.argv:
        _compared.write(Path(sys.argv[sys.argv.index("--page") + 1]))
    elif "--json" in sys.argv:
        print(json.dumps(_compared.compared(), ensure_ascii=False))
    else:
        print(_compared.table(_compared.compared()))
        print("\nMeasure one now: ./careloom bench NAME. There are: " + ", ".join(names))
elif name not in names:
    sys.exit(f"There is no measurement '{name}'. There are: {', '.join(names)}")
elif "--keep" in sys.argv:
    _compared.keep(name, [option for option in sys.argv[2:] if option != "--keep"])
else:
    sys.argv.pop(1)
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
