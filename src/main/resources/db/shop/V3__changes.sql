-- Every change that came under a caller's own key, beside refunds and cancellations: stored in the transaction that makes
-- it. made: the id of what was made, empty where nothing was; amount: what moved.
create table shop.changes (
    id           text primary key,
    step_key     text not null unique,
    kind         text not null,
    request      text not null,
    order_id     text references shop.orders,
    customer_id  text references shop.customers,
    made         text not null,
    amount       bigint check (amount >= 0),
    currency     text,
    at           timestamptz not null default now(),
    check ((order_id is null) <> (customer_id is null)),
    check ((amount is null) = (currency is null))
);
create index on shop.changes (order_id);
