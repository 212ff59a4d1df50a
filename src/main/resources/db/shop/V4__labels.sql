-- A parcel is found by its number.
create index on shop.shipments using gin (tracking_numbers);
create unique index on shop.labels (carrier, tracking_number);
