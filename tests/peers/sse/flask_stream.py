"""Quotes with Flask's own server, one generator a connection: the shape of a usual solution.

Every client moves the market by listening to it, and counts its events from 1.
"""

import itertools
import json
import logging
import os
import random
import threading
import time

from flask import Flask, Response

INTERVAL = float(os.environ.get("INTERVAL", "2"))
PAGE = """<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <title>Bourse en direct</title>
  <style>.up { color: green } .down { color: crimson } .flat { color: gray }</style>
</head>
<body>
  <h1>Bourse en direct</h1>
  <main id="quotes"></main>
  <script>
    const quotes = document.getElementById("quotes");
    const cards = new Map();

    function card(symbol) {
      if (!cards.has(symbol)) {
        const section = document.createElement("section");
        const title = document.createElement("h2");
        title.textContent = symbol;
        section.append(title, document.createElement("span"), " ", document.createElement("b"));
        quotes.append(section);
        cards.set(symbol, section);
      }
      return cards.get(symbol);
    }

    const source = new EventSource("/stream");
    source.onmessage = (event) => {
      const quote = JSON.parse(event.data);
      const section = card(quote.symbol);
      section.querySelector("span").textContent = quote.price.toFixed(2);
      const change = section.querySelector("b");
      change.textContent = (quote.change > 0 ? "+" : "") + quote.change.toFixed(2);
      change.className = quote.change > 0 ? "up" : quote.change < 0 ? "down" : "flat";
    };
    source.onerror = () => console.warn("the stream is cut; the browser tries again by itself");
  </script>
</body>
</html>
"""

app = Flask(__name__)
logging.getLogger("werkzeug").setLevel(logging.ERROR)

market = threading.Lock()  # guards `prices`
prices = {"AAPL": 187.4, "GOOG": 141.15, "MSFT": 402.6, "AMZN": 171.8}


def next_quote():
    with market:
        symbol = random.choice(list(prices))
        before = prices[symbol]
        prices[symbol] = price = round(before * random.uniform(0.99, 1.01), 2)
    return {"symbol": symbol, "price": price, "change": round(price - before, 2)}


@app.get("/")
def index():
    return PAGE


@app.get("/stream")
def stream():
    def events():
        for number in itertools.count(1):
            yield f"id: {number}\ndata: {json.dumps(next_quote())}\n\n"
            time.sleep(INTERVAL)

    # Werkzeug says `Connection: close` too, so this answer has two such headers.
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no", "Connection": "keep-alive"}
    return Response(events(), mimetype="text/event-stream", headers=headers)


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
