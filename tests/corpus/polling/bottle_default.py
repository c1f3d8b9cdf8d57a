import os
import time
from bottle import request, response, route, run

status = 'En attente'
version = 0

@route('/update-status', method='POST')
def update_status():
    global status, version
    try:
        status_recu = request.json['status']
    except Exception:
        response.status = 400
        return {'error': 'status requis'}
    if not status_recu:
        response.status = 400
        return {'error': 'status requis'}
    status = status_recu
    version += 1
    return {'status': status, 'version': version}

@route('/poll-status')
def poll_status():
    try:
        last = int(request.query.get('last_version', -1))
    except ValueError:
        response.status = 400
        return {'error': 'last_version'}
    fin = time.time() + float(os.environ.get('HOLD', 25))
    while time.time() < fin:
        if version > last:
            return {'status': status, 'version': version}
        time.sleep(0.1)
    response.status = 204

run(host='127.0.0.1', port=int(os.environ.get('PORT', 8080)))
