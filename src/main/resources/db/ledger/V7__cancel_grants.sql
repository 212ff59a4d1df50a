-- cancel_order pays back: the same tiers as refund_order
insert into role_grant (shop, role, tool, enabled, terms) values
    ('${shop}', 'support_agent', 'cancel_order', true,
     '{"max_amount": {"amount": "500.00", "currency": "USD"}}'),
    ('${shop}', 'support_lead', 'cancel_order', true,
     '{"max_amount": {"amount": "5000.00", "currency": "USD"},
       "approvals": [{"above": {"amount": "2000.00", "currency": "USD"}, "role": "shop_admin"}]}');
