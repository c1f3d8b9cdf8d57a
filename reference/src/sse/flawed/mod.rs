//! The flawed servers of the Server-Sent Events lab.
//!
//! Each file says in its first lines what is wrong, as one would say it to the student. Its code is the model answer
//! with one piece replaced: compare it with [`crate::sse`]. `support.rs` holds what they have in common.

mod support;

mod another_path;
mod blocking_sleep;
mod cacheable_stream;
mod collects_before_answering;
mod compressed_for_browsers;
mod cut_after_fifteen_seconds;
mod data_written_twice;
mod dies_when_one_leaves;
mod each_event_compressed;
mod each_visitor_adds_a_timer;
mod empty_page;
mod encoded_twice;
mod ends_after_three;
mod fails_on_return;
mod flushed_now_and_then;
mod latin_1_events;
mod literal_newlines;
mod never_flushed;
mod never_sleeps;
mod no_change_sent;
mod no_data_field;
mod no_page;
mod no_pause;
mod not_a_number;
mod one_event_behind;
mod one_newline;
mod one_quote_for_ever;
mod one_stream_at_a_time;
mod only_the_latest_client;
mod page_in_latin_1;
mod places_never_given_back;
mod post_only;
mod pretty_printed;
mod prices_as_text;
mod proxy_may_buffer;
mod python_repr_events;
mod quotes_named_error;
mod raises_before_the_first_event;
mod several_ticks_together;
mod silent_after_ten_seconds;
mod silent_after_three;
mod stops_with_the_last_client;
mod stream_as_202;
mod stream_as_plain_text;
mod streams_lock_the_page;
mod timer_never_stopped;
mod waits_for_who_left;

use crate::flawed::Flaw;

/// All of them, in the order in which they are shown.
pub const FLAWS: &[&Flaw] = &[
    &another_path::FLAW,
    &blocking_sleep::FLAW,
    &cacheable_stream::FLAW,
    &collects_before_answering::FLAW,
    &compressed_for_browsers::FLAW,
    &cut_after_fifteen_seconds::FLAW,
    &data_written_twice::FLAW,
    &dies_when_one_leaves::FLAW,
    &each_event_compressed::FLAW,
    &each_visitor_adds_a_timer::FLAW,
    &empty_page::FLAW,
    &encoded_twice::FLAW,
    &ends_after_three::FLAW,
    &fails_on_return::FLAW,
    &flushed_now_and_then::FLAW,
    &latin_1_events::FLAW,
    &literal_newlines::FLAW,
    &never_flushed::FLAW,
    &never_sleeps::FLAW,
    &no_change_sent::FLAW,
    &no_data_field::FLAW,
    &no_page::FLAW,
    &no_pause::FLAW,
    &not_a_number::FLAW,
    &one_event_behind::FLAW,
    &one_newline::FLAW,
    &one_quote_for_ever::FLAW,
    &one_stream_at_a_time::FLAW,
    &only_the_latest_client::FLAW,
    &page_in_latin_1::FLAW,
    &places_never_given_back::FLAW,
    &post_only::FLAW,
    &pretty_printed::FLAW,
    &prices_as_text::FLAW,
    &proxy_may_buffer::FLAW,
    &python_repr_events::FLAW,
    &quotes_named_error::FLAW,
    &raises_before_the_first_event::FLAW,
    &several_ticks_together::FLAW,
    &silent_after_ten_seconds::FLAW,
    &silent_after_three::FLAW,
    &stops_with_the_last_client::FLAW,
    &stream_as_202::FLAW,
    &stream_as_plain_text::FLAW,
    &streams_lock_the_page::FLAW,
    &timer_never_stopped::FLAW,
    &waits_for_who_left::FLAW,
];
