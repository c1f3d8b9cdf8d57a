//! Pages of streams that are correct and unusual: none of them may lose anything.

use crate::sample::sampled;
use crate::support::{all_pass, judged};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// How the server writes the quotes of one moment, each a symbol, a price and a change.
pub type Writes = fn(&[(&str, f64, f64)], usize) -> String;

const SYMBOLS: [&str; 3] = ["AIR", "BNP", "ORA"];
const EVERY: Duration = Duration::from_millis(250);

/// A page at "/", and a stream at "/stream".
fn served(page: &'static str, writes: Writes) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its address");
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            thread::spawn(move || answer(connection, page, writes));
        }
    });
    address
}

fn answer(mut connection: TcpStream, page: &str, writes: Writes) -> Option<()> {
    let mut lines = BufReader::new(connection.try_clone().ok()?).lines().map_while(Result::ok);
    let first = lines.next()?;
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let path = first.split(' ').nth(1)?;
    if path != "/stream" {
        let (code, body) = if path == "/" { ("200 OK", page) } else { ("404 Not Found", "nothing") };
        let head = format!(
            "HTTP/1.1 {code}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        return connection.write_all(format!("{head}{body}").as_bytes()).ok();
    }
    let head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n";
    connection.write_all(head.as_bytes()).ok()?;
    let mut prices = [150.25, 61.3, 10.75];
    for number in 0.. {
        let steps = [0.37, -0.52, 0.11, -0.08];
        let quotes: Vec<(&str, f64, f64)> = (0..SYMBOLS.len())
            .map(|at| {
                let step = steps[(number + at) % steps.len()];
                prices[at] = ((prices[at] + step) * 100.0_f64).round() / 100.0;
                (SYMBOLS[at], prices[at], step)
            })
            .collect();
        connection.write_all(writes(&quotes, number).as_bytes()).ok()?;
        thread::sleep(EVERY);
    }
    None
}

fn one_by_one(quotes: &[(&str, f64, f64)], number: usize) -> String {
    let (symbol, price, change) = quotes[number % quotes.len()];
    format!("data: {{\"symbol\": \"{symbol}\", \"price\": {price}, \"change\": {change}}}\n\n")
}

/// With a name for each event, the company beside the symbol, and words for what moves.
fn named(quotes: &[(&str, f64, f64)], number: usize) -> String {
    let (symbol, price, change) = quotes[number % quotes.len()];
    let company = ["Airbus", "BNP Paribas", "Orange"][number % quotes.len()];
    let trend = if change > 0.0 { "hausse" } else { "baisse" };
    format!(
        "id: {number}\nevent: cotation\ndata: {{\"code\": \"{symbol}\", \"nom\": \"{company}\", \"prix\": \"{price:.2}\", \"variation\": \"{change:+.2}\", \"tendance\": \"{trend}\"}}\n\n"
    )
}

/// All symbols in each event, in a list; and a word of welcome before.
fn listed(quotes: &[(&str, f64, f64)], number: usize) -> String {
    let one = |(symbol, price, change): &(&str, f64, f64)| {
        format!("{{\"ticker\": \"{symbol}\", \"value\": {price}, \"changePercent\": {change}}}")
    };
    let all: Vec<String> = quotes.iter().map(one).collect();
    let welcome = if number == 0 { "event: hello\ndata: {\"message\": \"bienvenue\"}\n\n" } else { "" };
    format!("{welcome}data: {{\"time\": 1790000000{number:03}, \"quotes\": [{}]}}\n\n", all.join(", "))
}

const TABLE: &str = r#"<!doctype html><meta charset=utf-8><title>Table</title>
<style>tr[data-way=up] { color: green } tr[data-way=down] { color: crimson }</style>
<table><thead><tr><th>Symbole<th>Prix<th>Variation</tr></thead><tbody></tbody></table>
<script>
const body = document.querySelector("tbody");
const source = new EventSource("/stream");
source.onmessage = ({ data }) => {
  const { symbol, price, change } = JSON.parse(data);
  let row = [...body.rows].find((one) => one.cells[0].textContent === symbol);
  if (!row) { row = body.insertRow(); for (let i = 0; i < 3; i++) row.insertCell(); row.cells[0].textContent = symbol; }
  row.cells[1].textContent = price.toFixed(2);
  row.cells[2].textContent = Math.abs(change).toFixed(2);
  row.dataset.way = change > 0 ? "up" : change < 0 ? "down" : "";
};
</script>"#;

const FRENCH: &str = r#"<!doctype html><meta charset=utf-8><div id=all></div>
<script>
const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const cards = {};
new EventSource("/stream").addEventListener("cotation", (event) => {
  const { code, nom, prix, variation, tendance } = JSON.parse(event.data);
  const card = cards[code] ??= document.getElementById("all").appendChild(document.createElement("p"));
  card.textContent = `${nom} : ${euros.format(Number(prix))} (${tendance} de ${variation.replace(".", ",").slice(1)})`;
  card.style.background = tendance === "hausse" ? "lightgreen" : "pink";
});
</script>"#;

const FETCH: &str = r#"<!doctype html><meta charset=utf-8><ul></ul>
<script>
const places = new Map();
function show(data) {
  const { symbol, price, change } = JSON.parse(data);
  if (!places.has(symbol)) places.set(symbol, document.querySelector("ul").appendChild(document.createElement("li")));
  places.get(symbol).textContent = `${change > 0 ? "▲" : change < 0 ? "▼" : "="} ${symbol} ${price} (${change})`;
}
async function listen() {
  const answer = await fetch("/stream");
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; ; ) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (text + value).split("\n\n");
    text = events.pop();
    for (const event of events) {
      const data = event.split("\n").filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
      try { if (data) show(data); } catch (error) { console.warn(error); }
    }
  }
}
(async () => { for (;;) { try { await listen(); } catch { } await new Promise((wake) => setTimeout(wake, 1000)); } })();
</script>"#;

const WORKER: &str = r#"<!doctype html><meta charset=utf-8><main></main>
<script>
const code = `new EventSource("${location.origin}/stream").onmessage = (event) => postMessage(event.data);`;
const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
worker.onmessage = ({ data }) => {
  const quotes = JSON.parse(data).quotes;
  document.querySelector("main").innerHTML = quotes.map(({ ticker, value, changePercent }) =>
    `<section class="${changePercent < 0 ? "down" : "up"}"><h2>${ticker}</h2><b>${value.toFixed(2)}</b> <i>${changePercent} %</i></section>`).join("");
};
</script>"#;

const BUTTON: &str = r#"<!doctype html><meta charset=utf-8><input placeholder=Filtre><button id=go>Démarrer le flux</button><div id=out></div>
<script>
const out = document.getElementById("out");
document.getElementById("go").onclick = (event) => {
  event.target.disabled = true;
  new EventSource("/stream").onmessage = ({ data }) => {
    const { symbol, price, change } = JSON.parse(data);
    const id = "card-" + symbol;
    const card = document.getElementById(id) ?? out.appendChild(Object.assign(document.createElement("div"), { id }));
    card.className = change > 0 ? "green" : change < 0 ? "red" : "";
    card.innerHTML = `<strong></strong> <span>${price.toFixed(1)} €</span> <em>${change.toFixed(2)}</em>`;
    card.firstChild.textContent = symbol;
  };
};
</script>"#;

const HISTORY: &str = r#"<!doctype html><meta charset=utf-8><div id=cards></div><h2>Historique</h2><ol></ol><h2>Journal</h2><div id=log></div>
<script>
const cards = new Map(), history = document.querySelector("ol");
const line = (parent, text, first) => { const one = document.createElement(parent.tagName === "OL" ? "li" : "p"); one.textContent = text; first ? parent.prepend(one) : parent.append(one); };
new EventSource("/stream").onmessage = ({ data }) => {
  const { symbol, price, change } = JSON.parse(data);
  if (!cards.has(symbol)) { const card = document.createElement("article"); document.getElementById("cards").append(card); cards.set(symbol, card); }
  cards.get(symbol).textContent = `${symbol} ${price.toFixed(2)} ${change > 0 ? "+" : ""}${change}`;
  line(history, `${symbol} ${price.toFixed(2)}`, true);
  while (history.children.length > 7) history.lastChild.remove();
  line(document.getElementById("log"), new Date().toLocaleTimeString() + " " + data);
};
</script>"#;

/// Each with its page, and how its server writes.
pub const PAGES: [(&str, &str, Writes); 6] = [
    ("a table", TABLE, one_by_one),
    ("French, with named events and texts", FRENCH, named),
    ("a stream that is fetched", FETCH, one_by_one),
    ("a worker, and lists", WORKER, listed),
    ("a button", BUTTON, one_by_one),
    ("a history and a log", HISTORY, one_by_one),
];

pub fn own_server(page: &'static str, writes: Writes) -> (&'static str, String) {
    judged(&format!("http://{}", served(page, writes)), "sse-page", None)
}

#[test]
fn a_correct_page_has_full_marks_however_it_is_made() {
    for pair in sampled(PAGES, 4).chunks(2) {
        let checks: Vec<_> = pair
            .iter()
            .map(|(name, page, writes)| (name, *page, *writes))
            .map(|(name, page, writes)| (name.to_string(), thread::spawn(move || own_server(page, writes))))
            .collect();
        all_pass(checks.into_iter().map(|(name, check)| (name, check.join().expect("nobody panics"))));
    }
}
