-- Who may change what of an order or customer to begin with; money as with refund_order (V2). Labels have a file of their
-- own. An agent's list stays within 24 tools, a warehouse's within 18: a model that is shown more chooses worse.
insert into role_grant (shop, role, tool, enabled)
select '${shop}', role, tool, true
from (values ('support_agent'), ('support_lead')) roles (role),
     unnest(array['change_shipping_address', 'create_return', 'exchange_items', 'add_order_note', 'change_customer_address',
                  'escalate_to_human', 'withdraw_action']) tool;

insert into role_grant (shop, role, tool, enabled, terms)
select '${shop}', role, tool, true, terms::jsonb
from unnest(array['change_order_items', 'change_payment_method', 'receive_return', 'issue_store_credit']) tool,
     (values ('support_lead', '{"max_amount": {"amount": "5000.00", "currency": "USD"},
                               "approvals": [{"above": {"amount": "2000.00", "currency": "USD"}, "role": "shop_admin"}]}'),
             ('support_agent', '{"max_amount": {"amount": "500.00", "currency": "USD"}}')) tiers (role, terms)
where not (role = 'support_agent' and tool in ('receive_return', 'issue_store_credit'));

insert into role_grant (shop, role, tool, enabled)
select '${shop}', 'support_lead', tool, true from unnest(array['fulfill_order', 'hold_order', 'release_order']) tool;

insert into role_grant (shop, role, tool, enabled)
select '${shop}', 'warehouse', tool, true
from unnest(array['fulfill_order', 'hold_order', 'release_order', 'add_order_note', 'escalate_to_human',
                  'withdraw_action']) tool;

-- receiving pays: above 500 a lead looks at it, too
insert into role_grant (shop, role, tool, enabled, terms) values
    ('${shop}', 'warehouse', 'receive_return', true,
     '{"max_amount": {"amount": "5000.00", "currency": "USD"},
       "approvals": [{"above": {"amount": "500.00", "currency": "USD"}, "role": "support_lead"}]}');
