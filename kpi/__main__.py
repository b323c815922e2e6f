"""`python -m kpi`: the command line, as the distribution names it.

The command line builds on this package, which therefore does not import it: the entry point `kpi`
of the installed distribution says where it is.
"""

from importlib.metadata import distribution

if __name__ == "__main__":
    distribution("kpi-btg").entry_points.select(group="console_scripts", name="kpi")["kpi"].load()()
