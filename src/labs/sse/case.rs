//! What the rules of this lab look at: the whole run as the lab reads it, and one scenario of it.

use super::contract::Sse;
use super::parsed_stream::ParsedStream;
use super::record::{StreamKind, StreamOperation, StreamRole};
use crate::checker::{Case, Finding, Limits};
use crate::history::{ChannelEnd, DISCOVERY, History, Nanos, Operation, median};
use std::ops::Deref;

/// A whole run, as this lab reads it.
pub struct StreamRun<'a> {
    pub history: &'a History,
    pub contract: Sse,
    pub limits: Limits<'a>,
    pub operations: Vec<StreamOperation<'a>>,
    /// The subscriptions that had a head.
    pub streams: Vec<ParsedStream<'a>>,
}

impl<'a> StreamRun<'a> {
    pub fn new(history: &'a History, contract: Sse) -> Self {
        let operations: Vec<_> = history.operations.iter().filter_map(|o| StreamOperation::of(o)).collect();
        let streams = operations.iter().filter(|o| o.kind == StreamKind::Stream).filter_map(ParsedStream::of).collect();
        let limits = Limits::new(history, round_trip(&operations, &contract));
        Self { history, contract, limits, operations, streams }
    }
}

/// The median round trip of an immediate answer: of the page, before any stream was open.
fn round_trip(operations: &[StreamOperation], contract: &Sse) -> Nanos {
    let is_page = |o: &&StreamOperation| o.kind == StreamKind::Page && o.request.path == contract.stream.page;
    let is_beside = |o: &&StreamOperation| o.role == Some(StreamRole::Patience);
    let before =
        operations.iter().filter(is_page).filter(|o| o.scenario == DISCOVERY && o.succeeded() && !is_beside(o));
    median(before.map(|o| o.done - o.started).collect()).unwrap_or(0)
}

/// Whether its events might still have come.
pub fn was_left(one: &Operation) -> bool {
    one.was_open() || one.channel.as_ref().is_some_and(|channel| channel.end == ChannelEnd::Left)
}

/// One scenario as it happened, the last time it was driven.
#[derive(Clone, Copy)]
pub struct StreamCase<'a> {
    pub run: &'a StreamRun<'a>,
    case: Case<'a>,
}

impl<'a> Deref for StreamCase<'a> {
    type Target = Case<'a>;

    fn deref(&self) -> &Case<'a> {
        &self.case
    }
}

impl<'a> StreamCase<'a> {
    pub fn new(run: &'a StreamRun<'a>, case: Case<'a>) -> Self {
        Self { run, case }
    }

    /// Everything of this kind asked in this scenario.
    pub fn of(&self, kind: StreamKind) -> impl Iterator<Item = &'a StreamOperation<'a>> {
        let case = self.case;
        self.run.operations.iter().filter(move |o| o.kind == kind && case.is_of_this(o))
    }

    /// Pages that a step asked for.
    pub fn reads(&self) -> impl Iterator<Item = &'a StreamOperation<'a>> {
        self.of(StreamKind::Page).filter(|o| o.role == Some(StreamRole::Reader))
    }

    /// The subscriptions of clients with this role.
    pub fn subscriptions(&self, role: StreamRole) -> impl Iterator<Item = &'a StreamOperation<'a>> {
        self.of(StreamKind::Stream).filter(move |o| o.role == Some(role))
    }

    /// The one of them that came first.
    pub fn first_subscription(&self) -> Option<&'a StreamOperation<'a>> {
        self.subscriptions(StreamRole::Subscriber).min_by_key(|o| o.started)
    }

    /// Those of them that a browser would open: any other code than 200 makes it give up.
    pub fn streams(&self, role: StreamRole) -> Vec<&'a ParsedStream<'a>> {
        let streams = self.run.streams.iter().filter(|stream| stream.role == Some(role) && stream.answer.code == 200);
        streams.filter(|stream| self.is_of_this(stream.operation)).collect()
    }

    /// When subscribers left of their own accord, whatever they were there for.
    pub fn departures(&self) -> impl Iterator<Item = Nanos> {
        let streams = self.run.operations.iter().filter(|o| o.kind == StreamKind::Stream && o.sent.is_some());
        streams.filter(|o| was_left(o)).map(|o| o.done)
    }

    /// The streams that were open while this one was, of whichever scenario.
    pub fn streams_beside(&self, one: &Operation) -> impl Iterator<Item = &'a ParsedStream<'a>> {
        let (id, from, to) = (one.id, one.started, one.done);
        let others = self.run.streams.iter().filter(move |stream| stream.operation.id != id);
        others.filter(move |stream| stream.operation.started < to && stream.operation.done > from)
    }

    /// If this is not the first attempt: the first stream of the history that had several ticks.
    pub fn first_stream_ever(&self) -> Option<&'a ParsedStream<'a>> {
        let streams = self.run.streams.iter().filter(|stream| self.is_again() && stream.ticks().len() > 2);
        streams.min_by_key(|stream| stream.operation.started)
    }

    /// The stream that is looked at first, if it was answered at all.
    pub fn stream(&self) -> Result<&'a ParsedStream<'a>, Box<Finding>> {
        let first = self.first_subscription().map(|asked| asked.id);
        let streams = self.streams(StreamRole::Subscriber);
        let first = streams.into_iter().find(|stream| Some(stream.operation.id) == first);
        first.ok_or_else(|| Box::new(Finding::requires("stream-unreachable")))
    }
}
