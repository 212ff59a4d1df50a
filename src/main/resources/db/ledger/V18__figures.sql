-- The money of a day, of everybody, which the start page counts again and again.

create index budget_use_day on budget_use (shop, at);
