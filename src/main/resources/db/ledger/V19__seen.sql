-- What operators see. The part of a trace that claimed an action, so that what is done about it later can be linked to it.

alter table action add column span_id text;

-- When a role first used a tool. A ledger that is in use already: every role that asked for an action by a tool it is granted,
-- and of the tools that leave no action every one that is granted, as old as the ledger, since nobody knows when.
create table tool_use (
    shop     text        not null,
    role     text        not null,
    tool     text        not null,
    first_at timestamptz not null default now(),
    primary key (shop, role, tool)
);

insert into tool_use (shop, role, tool, first_at)
select g.shop, g.role, g.tool, coalesce(asked.first_at, began.at)
  from role_grant g
  join (select shop, min(requested_at) as at from action group by shop) began on began.shop = g.shop
  left join (select a.shop, r.role, a.tool, min(a.requested_at) as first_at
               from action a cross join unnest(a.roles) r (role) group by a.shop, r.role, a.tool) asked
         on asked.shop = g.shop and asked.role = g.role and asked.tool = g.tool
 where g.enabled
   and (asked.first_at is not null
        or g.tool ~ '^(find|get|list|search|quote|track)_' or g.tool in ('confirm_action', 'withdraw_action'));
