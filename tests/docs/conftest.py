"""What makes the docs are scripts that import one another by name: their folder is put where imports are looked for."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "docs"))
