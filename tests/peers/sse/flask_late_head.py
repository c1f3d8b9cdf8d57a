"""The generator sleeps before its first quote: Flask sends the head with it, one interval after the request."""
import json
import os
import random
import time

from flask import Flask, Response

app = Flask(__name__)
INTERVAL = float(os.environ.get("INTERVAL", "2"))
PRICES = {"AAPL": 175.0, "GOOG": 140.0, "MSFT": 380.0, "AMZN": 150.0}


@app.get("/")
def index():
    return "<!doctype html><title>Cours</title><script>new EventSource('/stream').onmessage = e => console.log(e.data)</script>"


@app.get("/stream")
def stream():
    def quotes():
        while True:
            time.sleep(INTERVAL)
            symbol = random.choice(list(PRICES))
            change = round(random.uniform(-2, 2), 2)
            PRICES[symbol] = round(PRICES[symbol] + change, 2)
            yield f"data: {json.dumps({'symbol': symbol, 'price': PRICES[symbol], 'change': change})}\n\n"

    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return Response(quotes(), mimetype="text/event-stream", headers=headers)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ["PORT"]), threaded=True)
