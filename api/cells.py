"""The stored cells of a release under the names of /figures."""

import pandas as pd

from api.figures import KEYS, unit_of
from ccare_metrics.framework import Programme
from ccare_metrics.scope import GROUPS, PLACES


def named(cells: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """`cells`: with CELL_KEY. The same rows in the framework's order with KEYS and `unit` in front; a key that is not narrowed is None."""
    told = pd.DataFrame({"indicator": cells["indicator"]})
    for kind, kinds in (("group", GROUPS), ("place", PLACES)):
        for each in kinds:
            told[each] = cells[f"{kind}_code"].where(cells[f"{kind}_kind"].eq(each)).astype(object)
    told["period"] = cells["time_code"]
    told["unit"] = cells["indicator"].map({code: unit_of(each) for code, each in programme.indicators.items()})
    places = {code: place for place, code in enumerate(programme.indicators)}
    order = cells["indicator"].map(places).sort_values(kind="stable").index
    others = [name for name in cells.columns if name not in told.columns and not name.endswith(("_kind", "_code"))]
    whole = pd.concat([told[[*KEYS, "unit"]], cells[others]], axis=1)
    return whole.loc[order].reset_index(drop=True)
