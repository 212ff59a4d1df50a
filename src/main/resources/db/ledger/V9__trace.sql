-- The trace of the call that claimed an action (contract, section 9), so that its log lines are found.
alter table action add column trace_id text;
