//! Flawed streams: compare them with [`crate::sse`]. `kit.rs` holds what they share.

mod kit;

pub mod another_path;
pub mod blocking_sleep;
pub mod cacheable_stream;
pub mod collects_before_answering;
pub mod compressed_for_browsers;
pub mod each_visitor_adds_a_timer;
pub mod ends_after_three;
pub mod latin_1_events;
pub mod literal_newlines;
pub mod never_flushed;
pub mod no_change_sent;
pub mod no_data_field;
pub mod no_page;
pub mod no_pause;
pub mod not_a_number;
pub mod one_newline;
pub mod one_stream_at_a_time;
pub mod only_the_latest_client;
pub mod post_only;
pub mod pretty_printed;
pub mod prices_as_text;
pub mod proxy_may_buffer;
pub mod python_repr_events;
pub mod several_ticks_together;
pub mod silent_after_three;
pub mod stream_as_plain_text;
pub mod streams_lock_the_page;
pub mod timer_never_stopped;
