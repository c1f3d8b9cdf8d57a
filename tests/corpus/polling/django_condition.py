# Django dans un seul fichier : python django_condition.py
import json
import os
import sys
import threading

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

settings.configure(
    DEBUG=False, SECRET_KEY="tp", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], DATABASES={},
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
)

HOLD = float(os.environ.get("HOLD", 25))
condition = threading.Condition()
tache = {"status": "En attente", "version": 0}


@require_GET
def poll_status(request):
    try:
        last_version = int(request.GET["last_version"])
    except (KeyError, ValueError):
        return JsonResponse({"error": "last_version (entier) est requis"}, status=400)
    with condition:
        if condition.wait_for(lambda: tache["version"] > last_version, timeout=HOLD):
            return JsonResponse(tache)
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def update_status(request):
    try:
        status = json.loads(request.body)["status"]
    except (ValueError, KeyError, TypeError):
        status = request.POST.get("status")
    if not isinstance(status, str) or not status:
        return JsonResponse({"error": "Le statut est requis"}, status=400)
    with condition:
        tache["status"] = status
        tache["version"] += 1
        condition.notify_all()
        return JsonResponse({"ok": True, **tache})


def index(request):
    return HttpResponse("""<!DOCTYPE html><meta charset="utf-8"><title>Tâche</title>
<p>État : <em id="etat"></em></p><input id="champ"><button id="bouton">Valider</button>
<script>
let lastVersion = -1;
function poll() {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', '/poll-status?last_version=' + lastVersion);
  xhr.onload = () => {
    if (xhr.status === 200) {
      const data = JSON.parse(xhr.responseText);
      lastVersion = data.version;
      document.getElementById('etat').textContent = data.status;
    }
    poll();
  };
  xhr.onerror = () => setTimeout(poll, 2000);
  xhr.send();
}
document.getElementById('bouton').onclick = () => {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', '/update-status');
  xhr.setRequestHeader('Content-Type', 'application/json');
  xhr.send(JSON.stringify({ status: document.getElementById('champ').value }));
};
poll();
</script>""")


urlpatterns = [path("", index), path("poll-status", poll_status), path("update-status", update_status)]

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], "runserver", "--noreload", "127.0.0.1:" + os.environ.get("PORT", "8000")])
