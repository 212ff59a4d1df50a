-- What is leased apart from its object, such as the notes of an order; empty: the object itself. target_of is how the
-- name of the lease ends.
alter table action
    add column target_part text not null default '',
    add column target_of   text generated always as (case when target_part = '' then '' else '#' || target_part end) stored;

-- what was done on something else for the sake of an order, such as a store credit
create index action_about on action (shop, (arguments ->> 'order_id')) where target_type <> 'order';
