"""From the document as written to the plan that the other rooms see: every default filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kpi.periods import MONTHS_IN, Calendar, Frequency
from kpi.plan import document as written
from kpi.plan import model
from kpi.plan.formula import parse_formula
from kpi.plan.rules import parse_rule
from kpi.plan.units_of_measure import canonical
from kpi.plan.ways import DeliverySettings, SourceSettings


def resolve(doc: written.DocumentW, *, sha256: str, text: str) -> model.Plan:
    """The plan of a document without errors."""
    head = doc.plan
    assessment = _assessment(head.assessment)
    units = tuple(_unit(u) for u in doc.units)
    ids = frozenset(i.id for i in doc.indicators)
    operands = {i.id: parse_formula(i.formula, ids).operands for i in doc.indicators if i.formula}
    frequencies = _frequencies(doc.indicators, operands)
    return model.Plan(
        id=head.id,
        name=head.name,
        owners=_owners(head.owner),
        years=head.years,
        fields=tuple(model.Field(f.id, f.name, _weight(f.weight)) for f in doc.fields),
        units=units,
        indicators=tuple(
            _indicator(
                i, units, frequencies[i.id], operands.get(i.id, ()), i.method or assessment.method
            )
            for i in doc.indicators
        ),
        rules=tuple(_rule(r, ids) for r in doc.rules or ()),
        sources=tuple(SourceSettings(**s.model_dump(exclude_none=True)) for s in doc.sources or ()),
        delivery=tuple(_delivery(d) for d in doc.delivery or ()),
        reports_to=head.reports_to,
        approved=_approved(head.approved),
        marking=head.marking,
        scope_note=head.scope_note,
        ranks=head.ranks or "none",
        locale=head.locale or "vi",
        timezone=head.timezone or "Asia/Ho_Chi_Minh",
        calendar=_calendar(head.calendar),
        assessment=assessment,
        missing_in_score=head.missing_in_score or "zero",
        failures_to=_addresses(head.failures_to),
        forms=head.forms or "several",
        form_texts=_form_texts(head.form_texts),
        courtesy=_courtesy(head.form_texts),
        report=_report(head.report),
        sha256=sha256,
        text=text,
    )


def _delivery(delivery: written.DeliveryW) -> DeliverySettings:
    given = delivery.model_dump(exclude_none=True)
    given.update({key: tuple(given[key]) for key in ("what", "recipients") if key in given})
    return DeliverySettings(**given)


def _weight(weight: float | None) -> float:
    return 1.0 if weight is None else weight


def _owners(owner: str | written.OwnerW | list[written.OwnerW] | None) -> tuple[model.Owner, ...]:
    """In the order of their days; one without a name if none is given (a warning says so)."""
    match owner:
        case str():
            return (model.Owner(owner),)
        case written.OwnerW():
            return (model.Owner(owner.name, owner.symbol, owner.from_),)
        case list() if owner:
            found = [model.Owner(o.name, o.symbol, o.from_) for o in owner]
            return tuple(sorted(found, key=lambda o: o.since.toordinal() if o.since else 0))
        case _:
            return (model.Owner(""),)


def _form_texts(forms: written.FormTextsW | None) -> model.FormTexts:
    if forms is None:
        return model.FormTexts()
    return model.FormTexts(
        heading=forms.heading or "", superiors=tuple(forms.superiors or ()),
        symbol=forms.symbol or "", title=forms.title or "",
    )  # fmt: skip


def _courtesy(forms: written.FormTextsW | None) -> model.Courtesy:
    if forms is None:
        return model.Courtesy()
    return model.Courtesy(receiver=forms.receiver or "", please=forms.please or "")


def _report(said: written.ReportW | None) -> model.ReportTexts:
    if said is None:
        return model.ReportTexts()
    signer = said.signer
    return model.ReportTexts(
        symbol=said.symbol or "", place=said.place or "",
        signer_title=signer.title if signer else "",
        signer_name=(signer.name or "").strip() if signer else "",
        recipients=tuple(said.recipients or ()), form=said.form or "plain",
    )  # fmt: skip


def _addresses(written: str | list[str] | None) -> tuple[str, ...]:
    """Each address once, in the order written."""
    given = [written] if isinstance(written, str) else written or []
    return tuple(dict.fromkeys(address.strip() for address in given))


def _approved(approved: written.ApprovalW | None) -> model.Approval | None:
    return model.Approval(approved.decision, approved.date) if approved else None


def _calendar(calendar: written.CalendarW | None) -> Calendar:
    if calendar is None:
        return Calendar()
    due = 5 if calendar.due_working_days is None else calendar.due_working_days
    closes = calendar.closes_on
    by_month: tuple[tuple[int, int], ...] = ()
    if isinstance(closes, dict):
        by_month = tuple(sorted((int(m), day) for m, day in closes.items() if m != "default"))
        closes = closes.get("default")
    days_off = frozenset(calendar.days_off or ())
    return Calendar(closes, by_month, due, days_off, frozenset(calendar.working_days or ()))


def _assessment(settings: written.AssessmentW | None) -> model.AssessmentSettings:
    default = model.AssessmentSettings()
    if settings is None:
        return default
    return model.AssessmentSettings(
        settings.method or default.method,
        settings.on_track or default.on_track,
        settings.at_risk or default.at_risk,
        default.coverage_floor if settings.coverage_floor is None else settings.coverage_floor,
    )


def _unit(unit: written.UnitW) -> model.Unit:
    return model.Unit(
        id=unit.id,
        name=unit.name,
        kind=unit.kind,
        area=unit.area,
        was=tuple(unit.was or ()),
        aliases=tuple(unit.aliases or ()),
        valid_from=unit.from_,
        valid_to=unit.to,
        succeeds=tuple(
            model.Predecessor(s.unit, 1.0 if s.share is None else s.share)
            for s in unit.succeeds or ()
        ),
        senders=tuple(unit.senders or ()),
        recipients=tuple(unit.recipients or ()),
        spans=tuple((s.from_, s.to) for s in unit.spans or ()),
    )


def _frequencies(
    indicators: Sequence[written.IndicatorW], operands: Mapping[str, tuple[str, ...]]
) -> dict[str, Frequency]:
    """A formula has the longest frequency of its operands, which may be formulas themselves."""
    known: dict[str, Frequency] = {
        i.id: i.frequency or "month" for i in indicators if i.id not in operands
    }
    left = [i.id for i in indicators if i.id in operands]
    while left:
        waiting = []
        for name in left:
            if all(o in known for o in operands[name]):
                known[name] = max((known[o] for o in operands[name]), key=MONTHS_IN.__getitem__)
            else:
                waiting.append(name)
        if len(waiting) == len(left):
            raise ValueError("a circle among formulas went unnoticed")
        left = waiting[::-1]  # either order of writing is then resolved fast
    return known


def _indicator(
    i: written.IndicatorW,
    units: Sequence[model.Unit],
    frequency: Frequency,
    operands: tuple[str, ...],
    method: model.Method,
) -> model.Indicator:
    over_time = over_time_of(i)
    path = path_of(i, over_time)
    direction = i.direction
    across = i.across_units
    return model.Indicator(
        id=i.id, name=i.name, field=i.field, measure=i.measure, definition=i.definition,
        basis=i.basis, numerator=i.numerator, denominator=i.denominator, lead=i.lead, due=i.due,
        limit=i.limit, formula=i.formula, frequency=frequency, over_time=over_time, path=path,
        method=method, operands=operands,
        unit_of_measure=canonical(i.unit_of_measure),
        decimals=(0 if i.measure == "count" else 1) if i.decimals is None else i.decimals,
        direction="within" if isinstance(direction, written.WithinW) else direction or "up",
        band=direction.within if isinstance(direction, written.WithinW) else None,
        across_units="weighted" if isinstance(across, written.WeightedByW) else across or "auto",
        weighted_by=across.weighted_by if isinstance(across, written.WeightedByW) else None,
        reported_by=tuple(i.reported_by or ()),
        reporters=() if i.measure == "formula" else reporters_named(i.reported_by or (), units),
        support=tuple(i.support or ()),
        baseline=_baseline(i.baseline),
        targets=_yearly(i.targets or {}),
        unit_targets={u: _yearly(t) for u, t in (i.unit_targets or {}).items()},
        target_revisions=tuple(
            model.TargetRevision(r.year, float(r.value), r.decided, r.decision or "")
            for r in i.target_revisions or ()
        ),
        profile=_profile(i.profile) if path == "profile" else None,
        learns_profile=path == "profile" and i.profile == "learned" and frequency != "year",
        weight=_weight(i.weight),
        checks=_checks(i.checks),
        was=tuple(i.was or ()),
    )  # fmt: skip


def over_time_of(i: written.IndicatorW) -> model.OverTime:
    if i.measure == "milestone":
        return "stock"  # a date carries on
    return i.over_time or ("flow" if i.measure in {"count", "ratio"} else "stock")


def path_of(i: written.IndicatorW, over_time: model.OverTime) -> model.Path | None:
    """The path written, else the default of the measure; a milestone has none."""
    if i.measure == "milestone":
        return None
    if i.path:
        return i.path
    if over_time == "stock":
        return "linear"
    return "profile" if i.measure == "count" else "flat"


def _profile(shares: Sequence[float] | written.Learned | None) -> tuple[float, ...]:
    if shares is None or isinstance(shares, str):
        return model.EQUAL_SHARES
    total = sum(shares)
    return tuple(share / total for share in shares)


def _baseline(baseline: written.BaselineW | None) -> model.Baseline | None:
    return model.Baseline(baseline.year, float(baseline.value)) if baseline else None


def _yearly(targets: Mapping[int, float]) -> dict[int, float]:
    return {year: float(targets[year]) for year in sorted(targets)}


def reporters_named(reported_by: Sequence[str], units: Sequence[model.Unit]) -> tuple[str, ...]:
    """The units named, by id or by kind, in the plan's order."""
    named = frozenset(reported_by)
    return tuple(u.id for u in units if u.id in named or u.kind in named)


def _checks(checks: written.ChecksW | None) -> model.Checks:
    if checks is None:
        return model.Checks()
    return model.Checks(
        checks.min, checks.max, checks.max_change, checks.not_decreasing,
        checks.evidence or "optional",
    )  # fmt: skip


def _rule(rule: written.RuleW, ids: Collection[str]) -> model.Rule:
    parsed = parse_rule(rule.check, ids)
    return model.Rule(
        rule.check, parsed.left, parsed.operator, parsed.right,
        rule.severity or "warning", rule.message,
    )  # fmt: skip
