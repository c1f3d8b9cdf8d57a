//! What is worth a look, and no points.

pub mod cors_open;
pub mod dies_on_empty_event;
pub mod duplicate_pseudo_harms;
pub mod needs_websocket_option;
pub mod no_websocket;
pub mod old_room_heard;
pub mod out_of_order;
pub mod outsider_heard;
pub mod protocol_2;
pub mod pseudo_forged;
pub mod sender_not_echoed;
