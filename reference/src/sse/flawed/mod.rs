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
mod page_adds_a_card_each_time;
mod page_asks_elsewhere;
mod page_closes_its_stream;
mod page_gives_up_at_a_bad_event;
mod page_has_one_place;
mod page_hears_one_event;
mod page_hears_other_events;
mod page_hides_what_is_unchanged;
mod page_in_latin_1;
mod page_knows_its_symbols;
mod page_listens_in_one_tab;
mod page_opens_one_more_stream;
mod page_prints_the_event;
mod page_says_no_change;
mod page_waits_in_a_loop;
mod page_without_directions;
mod page_without_the_script;
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
    &page_adds_a_card_each_time::FLAW,
    &page_asks_elsewhere::FLAW,
    &page_closes_its_stream::FLAW,
    &page_gives_up_at_a_bad_event::FLAW,
    &page_has_one_place::FLAW,
    &page_hears_one_event::FLAW,
    &page_hears_other_events::FLAW,
    &page_hides_what_is_unchanged::FLAW,
    &page_in_latin_1::FLAW,
    &page_knows_its_symbols::FLAW,
    &page_listens_in_one_tab::FLAW,
    &page_opens_one_more_stream::FLAW,
    &page_prints_the_event::FLAW,
    &page_says_no_change::FLAW,
    &page_waits_in_a_loop::FLAW,
    &page_without_directions::FLAW,
    &page_without_the_script::FLAW,
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
