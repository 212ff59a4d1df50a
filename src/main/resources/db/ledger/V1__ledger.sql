-- The ledger (contract, sections 6, 7 and 9) and the policy (section 10). Times are the database's, except event.at.

create table secret (
    name  text primary key,
    value bytea not null
);
-- three random UUIDs hold 366 random bits
insert into secret (name, value)
values ('receipts', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- one row per action; what people wrote lies in action_words, so that it can be erased
create table action (
    id              text primary key,
    shop            text        not null,
    tool            text        not null,
    target_type     text        not null,
    target_id       text        not null,
    issuer          text        not null,
    subject         text        not null,
    client_id       text,
    token_id        text,
    roles           text[]      not null,
    key_text        text        not null,
    key_source      text        not null,
    key_hash        bytea       not null,
    fingerprint     bytea       not null,
    arguments       jsonb       not null,
    object_version  text        not null,
    case_id         text,
    retry_of        text,
    status          text        not null,
    epoch           bigint      not null,
    plan            jsonb,
    outcome         jsonb       not null,
    money_minor     bigint,
    money_currency  text,
    requested_at    timestamptz not null default now(),
    touched_at      timestamptz not null default now(),
    settled_at      timestamptz
);
create index action_target on action (shop, target_type, target_id, requested_at desc);
create index action_newest on action (shop, requested_at desc, id desc);
create index action_case on action (shop, case_id, requested_at desc) where case_id is not null;
create index action_caller on action (issuer, subject, requested_at desc);
create index action_open on action (touched_at) where status in ('RUNNING', 'OUTCOME_UNKNOWN');

create table action_words (
    action_id          text primary key references action (id),
    reasoning          text    not null,
    confidence         text,
    uncertainty_reason text,
    customer_request   text,
    intentional_repeat boolean not null
);

-- stored before the first send; request is exactly what is sent
create table step (
    action_id    text   not null references action (id),
    n            int    not null,
    kind         text   not null,
    request      jsonb  not null,
    effect       jsonb  not null,
    money_minor  bigint,
    money_currency text,
    state        text   not null,
    tries        int    not null,
    observed     jsonb,
    answer       text,
    sent_at      timestamptz,
    judge_at     timestamptz,
    primary key (action_id, n)
);

-- key_hash covers shop, issuer, subject, tool and key: it stays when the key itself is forgotten
create table action_key (
    key_hash    bytea primary key,
    action_id   text    not null,
    bound       boolean not null
);

-- who works on which object; epoch rises with every holder, settled with every change that was proved
create table object_lease (
    shop       text   not null,
    object     text   not null,
    epoch      bigint not null,
    holder     text,
    held_until timestamptz,
    unresolved text,
    settled    bigint not null default 0,
    primary key (shop, object)
);
create index object_lease_holder on object_lease (holder) where holder is not null;
create index object_lease_unresolved on object_lease (unresolved) where unresolved is not null;

-- append-only; hash = SHA-256(prev || canonical event), a chain per action
create table event (
    id         bigint generated always as identity primary key,
    shop       text        not null,
    action_id  text,
    seq        int         not null,
    at         timestamptz not null,
    kind       text        not null,
    issuer     text,
    subject    text,
    data       jsonb       not null,
    prev       bytea,
    hash       bytea       not null
);
create unique index event_action on event (action_id, seq) where action_id is not null;
create index event_caller on event (issuer, subject, id desc) where action_id is null;

-- ------------------------------------------------------------------ policy

create table role (
    shop        text   not null,
    name        text   not null,
    permissions text[] not null,
    version     bigint not null default 1,
    primary key (shop, name)
);

-- terms: the grant as the admin API shows it (contract, section 10)
create table role_grant (
    shop    text    not null,
    role    text    not null,
    tool    text    not null,
    enabled boolean not null,
    terms   jsonb   not null default '{}',
    version bigint  not null default 1,
    primary key (shop, role, tool)
);

-- the kill switch; scope is 'all', 'tool:…' or 'backend:…'
create table switch (
    shop    text        not null,
    scope   text        not null,
    enabled boolean     not null,
    reason  text        not null,
    by_whom text        not null,
    at      timestamptz not null default now(),
    primary key (shop, scope)
);

-- when the sample shop was put back: effects before it are gone from the shop
create table shop_reset (
    shop text        not null,
    at   timestamptz not null default now()
);
