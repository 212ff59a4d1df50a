-- Labels cost the shop money: a warehouse buys what it sends and takes back, a lead what a case needs. An agent says what it
-- would cost and where parcels are.
insert into role_grant (shop, role, tool, enabled)
select '${shop}', role, tool, true
from (values ('support_agent'), ('support_lead'), ('warehouse'), ('shop_admin')) roles (role),
     unnest(array['quote_shipping_rates', 'track_shipment']) tool;

insert into role_grant (shop, role, tool, enabled, terms) values
    ('${shop}', 'warehouse', 'buy_shipping_label', true,
     '{"max_amount": {"amount": "100.00", "currency": "USD"}}'),
    ('${shop}', 'support_lead', 'buy_shipping_label', true,
     '{"max_amount": {"amount": "500.00", "currency": "USD"}}');

insert into role_grant (shop, role, tool, enabled)
select '${shop}', role, 'void_shipping_label', true from (values ('warehouse'), ('support_lead')) roles (role);
