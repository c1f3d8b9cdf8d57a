from flask import Flask, Response
import json
import os
import random
import time

app = Flask(__name__)


@app.route('/')
def index():
    return '''<div id="prix"></div>
<script>
  const es = new EventSource('/stream');
  es.onmessage = e => document.getElementById('prix').textContent = e.data;
</script>'''


@app.route('/stream')
def stream():
    def generate():
        price = 100
        while True:
            change = round(random.uniform(-1, 1), 2)
            price = round(price + change, 2)
            yield 'data: ' + json.dumps({'symbol': 'AAPL', 'price': price, 'change': change}) + '\n\n'
            time.sleep(float(os.environ.get('INTERVAL', 2)))
    return Response(generate(), mimetype='text/event-stream')


if __name__ == '__main__':
    app.run(host='127.0.0.1', port=int(os.environ.get('PORT', 5000)))
