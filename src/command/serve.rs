use super::near::near;
use super::out;
use crate::cli::Serve;
use crate::exit::{Exit, Failure};
use comfy_table::{ContentArrangement, Table, presets};
use lab_reference::flawed::{self, FLAWS, find};
use lab_reference::{Options, serve};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub async fn run(args: Serve) -> Result<Exit, Failure> {
    if args.list_flaws {
        out::text(list());
        return Ok(Exit::Pass);
    }
    let flaw = match &args.flaw {
        None => None,
        Some(name) => Some(find(name).ok_or_else(|| {
            let failure = Failure::of(Exit::Usage, "usage-no-flaw", &[("flaw", name)]);
            match near(name, lab_reference::flawed::FLAWS.iter().map(|flaw| flaw.name)) {
                Some(near) => failure.hint_of("usage-near", &[("near", near)]),
                None => failure.hint_of("usage-flaws", &[]),
            }
        })?),
    };
    let fault = |error: std::io::Error| Failure::new(Exit::Fault, error.to_string());
    let options = Options { hold: args.hold, interval: args.interval, redis: args.redis };
    let mut servers = JoinSet::new();
    let mut first = None;
    for number in 0..args.instances {
        // Of several, each has the next port; those of port 0 have any.
        let port = if args.port == 0 { 0 } else { args.port.saturating_add(number) };
        let listener = listen(SocketAddr::from((args.host, port))).await?;
        let address = listener.local_addr().map_err(fault)?;
        out::line(format_args!("http://{address}"));
        first.get_or_insert(address);
        let options = options.clone();
        servers.spawn(async move {
            match flaw {
                None => serve(listener, options, stop()).await,
                Some(flaw) => tokio::select! {
                    served = flawed::serve(flaw, listener, options, number + 1) => served,
                    () = stop() => Ok(()),
                },
            }
        });
    }
    match (flaw, first) {
        (Some(flaw), _) => {
            out::note(format_args!("{} ({}): {}", flaw.name, flaw.row, flaw.about()));
            out::note(format_args!("It fails: {}. Ctrl-C ends it.", flaw.fails.join(", ")));
        }
        (None, Some(address)) => out::note(format_args!(
            "The reference server. Its pages are at http://{address}/ , /quotes, /chat, /board, /relay and /capitals ; Ctrl-C ends it."
        )),
        (None, None) => {}
    }
    while let Some(ended) = servers.join_next().await {
        ended.map_err(|error| fault(error.into()))?.map_err(fault)?;
    }
    Ok(Exit::Pass)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let args = [("address", &*address.to_string()), ("why", &error.to_string())];
        let failure = Failure::of(Exit::Usage, "usage-cannot-listen", &args);
        if error.kind() == std::io::ErrorKind::AddrInUse {
            return failure.hint_of("usage-port-taken", &[]);
        }
        failure
    })
}

/// Ctrl-C, or the ordinary wish of a parent that a process ends.
pub async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn list() -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(super::progress::style().width);
    table.set_header(["flaw", "row", "fails", "what is wrong"]);
    for flaw in FLAWS {
        table.add_row([flaw.name, flaw.row, &flaw.fails.join("\n"), &flaw.about()]);
    }
    format!("{table}\n")
}
