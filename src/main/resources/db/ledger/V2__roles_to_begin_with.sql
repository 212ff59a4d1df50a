-- The roles to begin with (contract, section 10). "benchmark" is not here: it exists in development and tests only.

insert into role (shop, name, permissions) values
    ('${shop}', 'support_agent', '{}'),
    ('${shop}', 'support_lead', '{see_personal_data,handle_escalations}'),
    ('${shop}', 'warehouse', '{}'),
    ('${shop}', 'shop_admin', '{see_personal_data,manage_grants,switch_writes,run_sweep,handle_escalations}'),
    ('${shop}', 'auditor', '{read_audit}');

insert into role_grant (shop, role, tool, enabled)
select '${shop}', role, tool, true
from (values ('support_agent'), ('support_lead'), ('shop_admin')) roles (role),
     unnest(array['find_orders', 'get_order', 'find_customers', 'get_customer', 'find_products', 'get_product',
                  'quote_refund', 'get_action', 'list_actions', 'get_permissions']) tool;

insert into role_grant (shop, role, tool, enabled)
select '${shop}', 'warehouse', tool, true
from unnest(array['find_orders', 'get_order', 'find_products', 'get_product', 'get_action', 'list_actions',
                  'get_permissions']) tool;

insert into role_grant (shop, role, tool, enabled)
select '${shop}', 'auditor', tool, true
from unnest(array['find_orders', 'get_order', 'get_action', 'list_actions', 'get_permissions']) tool;

-- below 500 the agent decides, up to 5,000 a lead, above 2,000 a lead with another person
insert into role_grant (shop, role, tool, enabled, terms) values
    ('${shop}', 'support_agent', 'refund_order', true,
     '{"max_amount": {"amount": "500.00", "currency": "USD"}}'),
    ('${shop}', 'support_lead', 'refund_order', true,
     '{"max_amount": {"amount": "5000.00", "currency": "USD"},
       "approvals": [{"above": {"amount": "2000.00", "currency": "USD"}, "role": "shop_admin"}]}');
