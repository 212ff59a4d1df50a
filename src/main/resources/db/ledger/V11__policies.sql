-- The shop's own policy texts (contract, section 4: search_policies), imported from Markdown files. digest covers language and
-- text: a file whose digest is here already is not written again.

create table policy_text (
    shop       text        not null,
    source     text        not null,
    title      text        not null,
    text       text        not null,
    digest     bytea       not null,
    updated_at timestamptz not null default now(),
    primary key (shop, source)
);

-- what one heading covers, or a part of it; words is made with the language of the import
create table policy_passage (
    shop    text     not null,
    source  text     not null,
    n       int      not null,
    section text     not null,
    text    text     not null,
    words   tsvector not null,
    primary key (shop, source, n),
    foreign key (shop, source) references policy_text (shop, source) on delete cascade
);
create index policy_passage_words on policy_passage using gin (words);

-- not the warehouse: it promises customers nothing, and its list is full (contract, section 3)
insert into role_grant (shop, role, tool, enabled)
select '${shop}', role, 'search_policies', true
from (values ('support_agent'), ('support_lead'), ('shop_admin'), ('auditor')) roles (role)
on conflict do nothing;
