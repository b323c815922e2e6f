"""From the places that the plan names into the inbox: what `kpi fetch` does, and every run first.

A fetched file lies in the inbox as if somebody had put it there: below a folder with its source's
id, then the sender's, with a sidecar that says when it came.
"""

from kpi.receiving.fetching.finish import finish
from kpi.receiving.fetching.result import Fetched, FromSource, Waiting
from kpi.receiving.fetching.run import fetch

__all__ = ["Fetched", "FromSource", "Waiting", "fetch", "finish"]
