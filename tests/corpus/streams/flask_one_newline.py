import json, os, random, time
from flask import Flask, Response

app = Flask(__name__)
prix = {"AAPL": 170.0, "GOOG": 1500.0}

@app.route("/stream")
def stream():
    def gen():
        i = 0
        while True:
            i += 1
            s = random.choice(list(prix))
            c = round(random.uniform(-1, 1), 2)
            prix[s] = round(prix[s] + c, 2)
            yield f"id: {i}\ndata: {json.dumps({'symbol': s, 'price': prix[s], 'change': c})}\n"
            time.sleep(float(os.environ.get("INTERVAL", 2)))
    return Response(gen(), mimetype="text/event-stream", headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})

@app.route("/")
def index():
    return "<script>new EventSource('/stream').onmessage = e => document.body.append(e.data)</script>"

app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)), threaded=True)
