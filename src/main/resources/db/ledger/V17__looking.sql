-- What people look for in a long ledger. Not by client: few clients make many actions each, and the newest are found soon; a
-- rare one costs a walk through the ledger, which is cheaper than one more index for every write.

create index action_tool on action (shop, tool, id);

-- what belongs to no action: refused calls, dry runs, unmasked reads, changes of the policy. No action writes it.
create index event_kind on event (shop, kind, id) where action_id is null;
