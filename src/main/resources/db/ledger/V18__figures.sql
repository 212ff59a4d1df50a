-- What the start page counts again and again (docs/console.md).

-- the money of a day, of everybody
create index budget_use_day on budget_use (shop, at);

-- however many escalations were closed
create index escalation_waiting on escalation (shop, opened_at) where closed_at is null;
