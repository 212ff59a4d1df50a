-- How many units of each line a shipment holds; the sample's own shipments name their lines only.
create table shop.shipment_lines (
    order_id     text not null,
    shipment_id  text not null,
    line_id      text not null,
    quantity     int  not null check (quantity > 0),
    primary key (order_id, shipment_id, line_id),
    foreign key (order_id, shipment_id) references shop.shipments,
    foreign key (order_id, line_id) references shop.lines
);
