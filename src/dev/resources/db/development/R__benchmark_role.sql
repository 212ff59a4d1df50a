-- Development and tests only: a role with every tool, no limits and no asks.
insert into role (shop, name, permissions)
values ('${shop}', 'benchmark', '{see_personal_data,never_escalates}')
on conflict (shop, name) do update set permissions = excluded.permissions;

insert into role_grant (shop, role, tool, enabled)
select '${shop}', 'benchmark', tool, true
from unnest(array[
    'find_orders', 'get_order', 'find_customers', 'get_customer', 'find_products', 'get_product', 'quote_refund',
    'quote_shipping_rates', 'track_shipment', 'search_policies', 'get_action', 'list_actions', 'get_permissions',
    'refund_order', 'cancel_order', 'change_shipping_address', 'change_order_items', 'change_payment_method',
    'create_return', 'exchange_items', 'receive_return', 'fulfill_order', 'hold_order', 'release_order',
    'buy_shipping_label', 'void_shipping_label', 'add_order_note', 'change_customer_address', 'issue_store_credit',
    'escalate_to_human', 'confirm_action', 'withdraw_action']) tool
on conflict do nothing;
