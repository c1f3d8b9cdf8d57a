import os
import random
import time
from flask import Flask, Response

app = Flask(__name__)
stocks = {"AAPL": 170.0, "GOOG": 1500.0, "MSFT": 250.0, "AMZN": 130.0}


def update():
    symbol = random.choice(list(stocks.keys()))
    change = round(random.uniform(-1, 1), 2)
    stocks[symbol] = round(stocks[symbol] + change, 2)
    return {"symbol": symbol, "price": stocks[symbol], "change": change}


@app.route("/")
def home():
    return "<h1>Bourse</h1><pre id=p></pre><script>new EventSource('/stream').onmessage=e=>p.append(e.data+'\\n')</script>"


@app.route("/stream")
def stream():
    def events():
        n = 0
        while True:
            n += 1
            yield f"id: {n}\ndata: {update()}\n\n"
            time.sleep(float(os.environ.get("INTERVAL", 2)))

    r = Response(events(), content_type="text/event-stream")
    r.headers["Cache-Control"] = "no-cache"
    r.headers["X-Accel-Buffering"] = "no"
    return r


app.run("127.0.0.1", int(os.environ.get("PORT", 5000)), threaded=True)
