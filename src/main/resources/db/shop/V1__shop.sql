-- The built-in shop: an order system of its own. Amounts are in the minor units of the row's currency.
-- Whoever changes an order locks its row first and gives it a new revision.

create sequence shop.revisions;
create sequence shop.ids start 1001;

create table shop.products (
    id     text primary key,
    title  text not null
);

create table shop.variants (
    id          text primary key,
    product_id  text   not null references shop.products,
    position    int    not null,
    options     json   not null,
    price       bigint not null check (price >= 0),
    currency    text   not null,
    stock       int    not null check (stock >= 0)
);
create index on shop.variants (product_id, position);

create table shop.customers (
    id        text primary key,
    name      text   not null,
    email     text   not null,
    phone     text,
    revision  bigint not null default nextval('shop.revisions')
);
create index on shop.customers (lower(email), id);
create index on shop.customers (lower(name), id);

-- position 0 is the default address
create table shop.addresses (
    customer_id  text not null references shop.customers,
    position     int  not null,
    name         text,
    company      text,
    line1        text not null,
    line2        text,
    city         text not null,
    region       text,
    postal_code  text not null,
    country      text not null check (country ~ '^[A-Z]{2}$'),
    phone        text,
    primary key (customer_id, position)
);

create table shop.payment_methods (
    id           text primary key,
    customer_id  text    not null references shop.customers,
    position     int     not null,
    kind         text    not null check (kind in ('credit_card', 'paypal', 'gift_card', 'bank_transfer', 'other')),
    label        text    not null,
    balance      bigint  check (balance >= 0),
    currency     text,
    can_charge   boolean not null,
    can_credit   boolean not null,
    revision     bigint  not null default nextval('shop.revisions'),
    check ((kind = 'gift_card') = (balance is not null)),
    check (balance is null or currency is not null)
);
create index on shop.payment_methods (customer_id, position);

create table shop.orders (
    id                  text primary key,
    name                text   not null,
    customer_id         text   not null references shop.customers,
    status              text   not null check (status in ('open', 'cancelled', 'closed')),
    payment_status      text   not null check (payment_status in ('unpaid', 'authorized', 'partially_paid', 'paid',
                                                'partially_refunded', 'refunded', 'voided', 'failed')),
    fulfillment_status  text   not null check (fulfillment_status in ('unfulfilled', 'busy', 'partially_fulfilled',
                                                'shipped', 'partially_delivered', 'delivered', 'returned')),
    currency            text   not null,
    shipping            bigint not null default 0 check (shipping >= 0),
    shipping_refunded   bigint not null default 0 check (shipping_refunded between 0 and shipping),
    to_name             text,
    to_company          text,
    to_line1            text   not null,
    to_line2            text,
    to_city             text   not null,
    to_region           text,
    to_postal_code      text   not null,
    to_country          text   not null check (to_country ~ '^[A-Z]{2}$'),
    to_phone            text,
    risk_level          text   not null default 'none' check (risk_level in ('none', 'low', 'medium', 'high')),
    risk_reasons        text[] not null default '{}',
    placed_at           timestamptz not null,
    delivered_at        timestamptz,
    cancelled_at        timestamptz,
    cancel_reason       text,
    revision            bigint not null default nextval('shop.revisions')
);
create index on shop.orders (placed_at desc, id desc);
create index on shop.orders (customer_id, placed_at desc, id desc);

-- what a line comes to: unit_price * quantity - discount + tax
create table shop.lines (
    order_id            text   not null references shop.orders,
    id                  text   not null,
    position            int    not null,
    product_id          text   not null references shop.products,
    variant_id          text   not null references shop.variants,
    title               text   not null,
    options             json   not null,
    quantity            int    not null check (quantity > 0),
    unit_price          bigint not null check (unit_price >= 0),
    discount            bigint not null default 0 check (discount >= 0),
    tax                 bigint not null default 0 check (tax >= 0),
    fulfilled_quantity  int    not null default 0 check (fulfilled_quantity between 0 and quantity),
    returned_quantity   int    not null default 0 check (returned_quantity between 0 and quantity),
    refunded_quantity   int    not null default 0 check (refunded_quantity between 0 and quantity),
    restocked_quantity  int    not null default 0 check (restocked_quantity between 0 and quantity),
    primary key (order_id, id),
    check (discount <= unit_price * quantity)
);

create table shop.payments (
    order_id   text   not null references shop.orders,
    id         text   not null,
    method_id  text   not null references shop.payment_methods,
    amount     bigint not null check (amount > 0),
    refunded   bigint not null default 0 check (refunded between 0 and amount),
    at         timestamptz not null,
    primary key (order_id, id)
);

create table shop.transactions (
    order_id   text   not null references shop.orders,
    id         text   not null,
    kind       text   not null check (kind in ('charge', 'refund')),
    method_id  text   not null references shop.payment_methods,
    amount     bigint not null check (amount > 0),
    at         timestamptz not null,
    settles    text,
    primary key (order_id, id)
);

-- step_key is the caller's own key: one refund a key, whatever happens to the answer
create table shop.refunds (
    id               text primary key,
    step_key         text unique,
    request          text,
    order_id         text    not null references shop.orders,
    payment_id       text    not null,
    method_id        text    not null references shop.payment_methods,
    amount           bigint  not null check (amount > 0),
    currency         text    not null,
    shipping         bigint  check (shipping >= 0),
    reason           text,
    note             text,
    notify_customer  boolean not null default false,
    at               timestamptz not null default now(),
    foreign key (order_id, payment_id) references shop.payments,
    check ((step_key is null) = (request is null))
);
create index on shop.refunds (order_id);

-- keys that were looked for and had no effect: they never will have one; a reset keeps them
create table shop.closed_keys (
    step_key  text primary key,
    at        timestamptz not null default now()
);

create table shop.refund_lines (
    refund_id  text not null references shop.refunds,
    order_id   text not null,
    line_id    text not null,
    quantity   int  not null check (quantity >= 0),
    restocked  int  not null default 0 check (restocked >= 0),
    primary key (refund_id, line_id),
    foreign key (order_id, line_id) references shop.lines
);

create table shop.shipments (
    order_id          text   not null references shop.orders,
    id                text   not null,
    line_ids          text[] not null,
    carrier           text,
    tracking_numbers  text[] not null,
    status            text   not null check (status in ('pending', 'shipped', 'delivered', 'cancelled')),
    shipped_at        timestamptz,
    delivered_at      timestamptz,
    primary key (order_id, id)
);

create table shop.labels (
    order_id         text   not null references shop.orders,
    id               text   not null,
    direction        text   not null check (direction in ('outbound', 'return')),
    carrier          text   not null,
    service          text   not null,
    tracking_number  text   not null,
    price            bigint not null check (price >= 0),
    currency         text   not null,
    status           text   not null check (status in ('bought', 'used', 'voided')),
    bought_at        timestamptz not null,
    primary key (order_id, id)
);

create table shop.returns (
    order_id   text not null references shop.orders,
    id         text not null,
    status     text not null check (status in ('requested', 'received', 'settled', 'cancelled')),
    refund_to  text references shop.payment_methods,
    amount     bigint check (amount >= 0),
    primary key (order_id, id)
);

create table shop.return_lines (
    order_id   text not null,
    return_id  text not null,
    position   int  not null,
    line_id    text not null,
    quantity   int  not null check (quantity > 0),
    reason     text not null,
    primary key (order_id, return_id, position),
    foreign key (order_id, return_id) references shop.returns,
    foreign key (order_id, line_id) references shop.lines
);

create table shop.exchanges (
    order_id              text not null references shop.orders,
    id                    text not null,
    status                text not null check (status in ('requested', 'received', 'settled', 'cancelled')),
    payment_method_id     text references shop.payment_methods,
    difference_direction  text check (difference_direction in ('charge', 'refund', 'none')),
    difference            bigint check (difference >= 0),
    primary key (order_id, id),
    check ((difference_direction is null) = (difference is null))
);

create table shop.exchange_changes (
    order_id     text not null,
    exchange_id  text not null,
    position     int  not null,
    line_id      text not null,
    variant_id   text not null references shop.variants,
    quantity     int  not null check (quantity > 0),
    reason       text,
    primary key (order_id, exchange_id, position),
    foreign key (order_id, exchange_id) references shop.exchanges,
    foreign key (order_id, line_id) references shop.lines
);

create table shop.holds (
    order_id     text not null references shop.orders,
    id           text not null,
    reason       text not null,
    note         text,
    at           timestamptz not null,
    released_at  timestamptz,
    primary key (order_id, id)
);

create table shop.notes (
    order_id             text    not null references shop.orders,
    id                   text    not null,
    text                 text    not null,
    visible_to_customer  boolean not null,
    author               text    not null,
    at                   timestamptz not null,
    primary key (order_id, id)
);
