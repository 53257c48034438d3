"""The officer's guide of the home province as a page of docs/: python -m pipelines.guide docs"""

import sys
from pathlib import Path

from assets.guiding.guide import write_guide
from schemas.areas import areas

if __name__ == "__main__":
    write_guide(Path(sys.argv[1]), areas())
