# TP SSE : cotations boursières avec Flask
import json
import os
import random
import time

from flask import Flask, Response

app = Flask(__name__)
INTERVALLE = float(os.environ.get("INTERVAL", 2))
cours = {"AAPL": 170.0, "GOOG": 1500.0, "MSFT": 250.0, "AMZN": 130.0}


def nouvelle_cotation():
    symbole = random.choice(list(cours))
    avant = cours[symbole]
    cours[symbole] = round(avant * (1 + random.uniform(-0.005, 0.005)), 2)
    return {"symbol": symbole, "price": cours[symbole], "change": round(cours[symbole] - avant, 2)}


@app.get("/")
def index():
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Bourse</title></head><body><ul id="liste"></ul>
<script>
const source = new EventSource('/stream');
source.onmessage = (e) => {
  const q = JSON.parse(e.data);
  const li = document.getElementById(q.symbol) || document.getElementById('liste').appendChild(document.createElement('li'));
  li.id = q.symbol;
  li.textContent = `${q.symbol} : ${q.price} € (${q.change})`;
};
</script></body></html>"""


@app.get("/stream")
def stream():
    def evenements():
        numero = 0
        while True:
            numero += 1
            yield f"id: {numero}\ndata: {json.dumps(nouvelle_cotation())}\n\n"
            time.sleep(INTERVALLE)

    return Response(evenements(), mimetype="text/event-stream",
                    headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)), threaded=True)
