-- Budgets, the shop's settings, repeated failures (contract, sections 6 and 10).

-- whose object an action is about, once there is a plan
alter table action add column customer_id text generated always as (plan ->> 'customer') stored;
create index action_customer on action (shop, customer_id, requested_at desc) where customer_id is not null;

-- what an action takes of every budget: written with its first mark, gone when it comes to nothing.
-- minor is absent where no money moves; such an action still counts
create table budget_use (
    action_id   text primary key references action (id),
    shop        text        not null,
    issuer      text        not null,
    subject     text        not null,
    tool        text        not null,
    customer_id text,
    currency    text,
    minor       bigint,
    at          timestamptz not null default now()
);
create index budget_use_person on budget_use (shop, issuer, subject, at);
create index budget_use_customer on budget_use (shop, customer_id, at) where customer_id is not null;

insert into budget_use (action_id, shop, issuer, subject, tool, currency, minor, at)
select id, shop, issuer, subject, tool, money_currency, money_minor, requested_at
  from action a
 where status in ('DONE', 'OUTCOME_UNKNOWN', 'PARTLY_DONE', 'MISMATCH', 'RUNNING')
   and exists (select from step s where s.action_id = a.id);

-- settings: {time_zone, ceiling, refund_window_days, refunds_per_order}; what is absent has its default
create table shop_settings (
    shop     text   primary key,
    settings jsonb  not null default '{}',
    version  bigint not null default 1
);
insert into shop_settings (shop) values ('${shop}');

-- equal failing calls within the hour; hash covers caller, tool and effective arguments
create table failing_call (
    hash  bytea       primary key,
    times int         not null,
    since timestamptz not null default now()
);
create index failing_call_since on failing_call (since);
