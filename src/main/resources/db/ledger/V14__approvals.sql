-- What waits for somebody's word (contract, section 8): at most one row per action. digest binds everything the word is about,
-- facts says which part of it is which; seen is the object as it was read, with a customer's data: it goes when they are erased.

create table approval (
    id             text primary key,
    shop           text        not null,
    action_id      text        not null unique references action (id),
    kind           text        not null,
    asks           jsonb       not null,
    role           text,
    money_minor    bigint,
    money_currency text,
    url            text        not null,
    digest         bytea       not null,
    facts          jsonb       not null,
    seen           jsonb,
    state          text        not null default 'PENDING',
    opened_at      timestamptz not null default now(),
    expires_at     timestamptz not null,
    decided_at     timestamptz,
    decided_issuer text,
    decided_subject text,
    decided_role   text,
    reason         text,
    offer_minor    bigint,
    used_at        timestamptz
);
create index approval_waiting on approval (shop, expires_at) where state in ('PENDING', 'ALLOWED');

-- what a reviewer asked and what the model answered; who comments on an escalation
create table approval_word (
    id          bigint generated always as identity primary key,
    approval_id text        not null references approval (id),
    at          timestamptz not null default now(),
    kind        text        not null,
    issuer      text        not null,
    subject     text        not null,
    role        text,
    text        text        not null
);
create index approval_word_of on approval_word (approval_id, id);

create table escalation_word (
    id            bigint generated always as identity primary key,
    escalation_id text        not null references escalation (id),
    at            timestamptz not null default now(),
    issuer        text        not null,
    subject       text        not null,
    text          text        not null
);
create index escalation_word_of on escalation_word (escalation_id, id);

alter table escalation
    add column owner_issuer  text,
    add column owner_subject text,
    add column taken_at      timestamptz;

-- a client that acts for itself: its action is decided with the grants for service accounts, also later
alter table action
    add column service_account boolean not null default false;

-- up to which amount a role decides approvals; no amount: without limit. Only with the permission decide_approvals.
alter table role
    add column decides_minor    bigint,
    add column decides_currency text;

update role set permissions = permissions || '{decide_approvals}', decides_minor = 200000, decides_currency = 'USD'
 where shop = '${shop}' and name = 'support_lead';
update role set permissions = permissions || '{decide_approvals}' where shop = '${shop}' and name = 'shop_admin';
