import json
import os
import random
import sys
import time

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

settings.configure(DEBUG=False, SECRET_KEY="tp-sse", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], DATABASES={}, MIDDLEWARE=[])

prix = {"AAPL": 170.0, "GOOG": 1500.0, "MSFT": 250.0, "AMZN": 130.0}


def evenements():
    identifiant = 0
    while True:
        identifiant += 1
        cotations = {}
        for symbole in prix:
            change = round(random.uniform(-1, 1), 2)
            prix[symbole] = round(prix[symbole] + change, 2)
            cotations[symbole] = {"price": prix[symbole], "change": change}
        yield f"id: {identifiant}\nevent: quotes\ndata: {json.dumps(cotations)}\n\n"
        time.sleep(float(os.environ.get("INTERVAL", 2)))


def stream(request):
    response = StreamingHttpResponse(evenements(), content_type="text/event-stream; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


def index(request):
    return HttpResponse("""<div id="cours"></div><script>
var source = new EventSource('/stream');
source.addEventListener('quotes', function (event) {
  var quotes = JSON.parse(event.data), html = '';
  for (var symbol in quotes) html += '<p>' + symbol + ' ' + quotes[symbol].price + ' (' + quotes[symbol].change + ')</p>';
  document.getElementById('cours').innerHTML = html;
});
</script>""")


urlpatterns = [path("", index), path("stream", stream)]

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], "runserver", "--noreload", "127.0.0.1:" + os.environ.get("PORT", "8000")])
