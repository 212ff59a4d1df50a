-- What a ledger of a million actions made slow (BENCHMARKS.md).

-- nothing asks by it: lists go by id, which has the time in it
drop index action_newest;
create index action_mine on action (issuer, subject, id);

-- lists of what is rare; what is common is found soon without, and what is being done has action_open
create index action_rare on action (shop, status, id) where status not in ('DONE', 'REFUSED', 'RUNNING');
