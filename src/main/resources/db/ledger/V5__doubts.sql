-- What the server goes on looking at, and what it hands to a person (contract, section 7).

-- closed doubts are looked at for a week: an effect that shows up late is a mismatch
alter table action
    add column watch_until timestamptz,
    add column watched_at  timestamptz;
create index action_watched on action (watched_at) where watch_until is not null;

-- a step that is taken up again has a key of its own: the earlier one may be closed in the shop
alter table step
    add column round         int not null default 0,
    add column first_sent_at timestamptz;

-- what only a person can settle; action_id is absent for an effect that the ledger does not know
create table escalation (
    id           text primary key,
    shop         text        not null,
    action_id    text        references action (id),
    kind         text        not null,
    data         jsonb       not null default '{}',
    opened_at    timestamptz not null default now(),
    closed_at    timestamptz,
    closed_by    text,
    close_reason text
);
create unique index escalation_open on escalation (action_id) where closed_at is null;
create index escalation_newest on escalation (shop, opened_at desc);

-- the database that this ledger was written in; another one, or another timeline, may have lost the end of it
create table ledger_home (
    shop      text primary key,
    system_id text        not null,
    timeline  text        not null,
    since     timestamptz not null default now(),
    by_whom   text        not null
);
insert into ledger_home (shop, system_id, timeline, by_whom)
select '${shop}', (select system_identifier::text from pg_control_system()), substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
       'migration';
