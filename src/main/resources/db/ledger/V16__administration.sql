-- What administrators change (contract, section 10): a list to look through, beside the events, which are the proof.

create table policy_change (
    id        bigint generated always as identity primary key,
    shop      text        not null,
    at        timestamptz not null,
    kind      text        not null,
    role      text,
    tool      text,
    version   bigint      not null,
    before    jsonb,
    after     jsonb,
    issuer    text        not null,
    subject   text        not null,
    client_id text,
    reason    text
);
create index policy_change_of on policy_change (shop, role, tool, id desc);
create index policy_change_newest on policy_change (shop, id desc);

-- one person (issuer and subject) or one client that is cut off; issuer is '' for a client
create table block (
    shop       text        not null,
    kind       text        not null,
    issuer     text        not null,
    name       text        not null,
    until      timestamptz,
    reason     text        not null,
    by_issuer  text        not null,
    by_subject text        not null,
    at         timestamptz not null,
    primary key (shop, kind, issuer, name)
);

-- as with events: the server adds to the list, nothing else
do $rights$
declare
    grantee text;
begin
    foreach grantee in array array['${server_role}', '${server_login}'] loop
        if grantee <> current_user and exists (select from pg_roles where rolname = grantee) then
            execute format('revoke update, delete on policy_change from %I', grantee);
        end if;
    end loop;
end
$rights$;
