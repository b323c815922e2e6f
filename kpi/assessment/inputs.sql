-- What the models read besides the warehouse: the plan, its calendar and what is asked, as given by
-- inputs.py (frames lent under the same names with `given_` before them).
CREATE OR REPLACE TEMP TABLE setting AS FROM given_setting;
CREATE OR REPLACE TEMP TABLE plan_field AS FROM given_plan_field;
CREATE OR REPLACE TEMP TABLE plan_unit AS FROM given_plan_unit;
CREATE OR REPLACE TEMP TABLE plan_span AS FROM given_plan_span;
CREATE OR REPLACE TEMP TABLE expression AS FROM given_expression;
CREATE OR REPLACE TEMP TABLE plan_gap AS FROM given_plan_gap;
CREATE OR REPLACE TEMP TABLE plan_indicator AS FROM given_plan_indicator;
CREATE OR REPLACE TEMP TABLE plan_reporter AS FROM given_plan_reporter;
CREATE OR REPLACE TEMP TABLE plan_unit_scope AS FROM given_plan_unit_scope;
CREATE OR REPLACE TEMP TABLE plan_target_point AS FROM given_plan_target_point;
CREATE OR REPLACE TEMP TABLE plan_profile AS FROM given_plan_profile;
CREATE OR REPLACE TEMP TABLE formula_token AS FROM given_formula_token;
CREATE OR REPLACE TEMP TABLE formula_operand AS FROM given_formula_operand;
CREATE OR REPLACE TEMP TABLE calendar_month AS FROM given_calendar_month;
CREATE OR REPLACE TEMP TABLE report_label AS FROM given_report_label;
CREATE OR REPLACE TEMP TABLE asked_period AS FROM given_asked_period;
CREATE OR REPLACE TEMP TABLE asked_figure AS FROM given_asked_figure;
CREATE OR REPLACE TEMP TABLE wanted_figure AS FROM given_wanted_figure;
CREATE OR REPLACE TEMP TABLE wanted_weight AS FROM given_wanted_weight;
CREATE OR REPLACE TEMP TABLE wanted_bound AS FROM given_wanted_bound;
