# TP long polling
import os, time
from flask import Flask, request, jsonify

app = Flask(__name__)
etat = {"status": "En attente", "version": 0}
DUREE = float(os.environ.get("HOLD", 25))

@app.post("/update-status")
def maj():
    d = request.get_json(silent=True)
    if not isinstance(d, dict) or not isinstance(d.get("status"), str) or d["status"] == "":
        return jsonify({"erreur": "status requis"}), 400
    etat["status"] = d["status"]
    etat["version"] += 1
    return jsonify(etat)

@app.get("/poll-status")
def poll():
    v = request.args.get("last_version", -1, type=int)
    debut = time.time()
    while time.time() - debut < DUREE:
        if v < etat["version"]:
            return jsonify(etat)
        time.sleep(1)       # on revérifie toutes les secondes
    return "", 204

@app.get("/")
def page():
    return """<meta charset=utf-8><h1 id=s></h1><input id=n><button onclick=maj()>maj</button>
<script>
let v=-1
async function boucle(){ for(;;){ const r=await fetch('/poll-status?last_version='+v)
  if(r.status==200){ const d=await r.json(); v=d.version; s.textContent=d.status } } }
function maj(){ fetch('/update-status',{method:'POST',headers:{'Content-Type':'application/json'},body:JSON.stringify({status:n.value})}) }
boucle()
</script>"""

app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)))
