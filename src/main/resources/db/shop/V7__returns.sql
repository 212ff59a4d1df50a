-- What came back of a return, and when: one row each time something is received, so that each shows by its own id.
create table shop.receipts (
    order_id   text not null,
    id         text not null,
    return_id  text not null,
    at         timestamptz not null default now(),
    primary key (order_id, id),
    foreign key (order_id, return_id) references shop.returns
);

create table shop.receipt_lines (
    order_id    text    not null,
    receipt_id  text    not null,
    line_id     text    not null,
    quantity    int     not null check (quantity > 0),
    restock     boolean not null,
    primary key (order_id, receipt_id, line_id, restock),
    foreign key (order_id, receipt_id) references shop.receipts,
    foreign key (order_id, line_id) references shop.lines
);

-- What the new variant costs was agreed when the exchange was requested.
alter table shop.exchange_changes add column unit_price bigint check (unit_price >= 0);

-- The label it is to come back with, as it was quoted.
alter table shop.returns add column return_rate_id text;
