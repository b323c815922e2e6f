"""Whose paper it is on a day: every name comes from the plan.

A body whose name holds its superior's is written on two lines, the superior's above.
"""

from __future__ import annotations

from datetime import date

from kpi.plan.model import Owner, Plan
from reports.docx.content import Issuer, Signer
from reports.forms.head import superior_and_body


def issuer_of(plan: Plan, day: date) -> Issuer:
    """The owner of the plan on a day, with what the plan says of its reports."""
    owner, said = plan.owner_on(day), plan.report
    superior, body = _two_lines(plan, owner)
    between = "/" if said.form == "party" else "-"  # `05-BC/B`, `05/BC-S`
    return Issuer(
        body=body,
        superior=superior,
        heading=plan.form_texts.heading,
        symbol=said.symbol or (f"BC{between}{owner.symbol}" if owner.symbol else ""),
        place=said.place,
        signer=Signer(said.signer_title, said.signer_name),
        recipients=said.recipients,
        form=said.form,
    )


def _two_lines(plan: Plan, owner: Owner) -> tuple[str, str]:
    """(superior, body): `Văn phòng Sở B`, which reports to `Sở B`, is both on lines of
    their own; what a plan reports to stands above where the name shows no superior."""
    above = " ".join((plan.reports_to or "").split())
    name = " ".join(owner.name.split())
    if above and name != above and name.endswith(f" {above}"):
        return above, name.removesuffix(f" {above}").rstrip(" ,-")
    superior, body = superior_and_body(name, plan.form_texts.superiors)
    return superior or above, body
