-- One cancellation an order; step_key is the caller's own key, as with refunds.
create table shop.cancellations (
    id               text primary key,
    step_key         text not null unique,
    request          text not null,
    order_id         text not null unique references shop.orders,
    reason           text not null,
    note             text,
    notify_customer  boolean not null default false,
    at               timestamptz not null default now()
);

create table shop.cancellation_lines (
    cancellation_id  text not null references shop.cancellations,
    order_id         text not null,
    line_id          text not null,
    restocked        int  not null check (restocked > 0),
    primary key (cancellation_id, line_id),
    foreign key (order_id, line_id) references shop.lines
);
