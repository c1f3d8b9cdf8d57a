// Long polling en Go, bibliothèque standard : fermer un canal réveille tout le monde.
package main

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"
)

type state struct {
	Status  string `json:"status"`
	Version int    `json:"version"`
}

type task struct {
	mu      sync.Mutex
	state   state
	changed chan struct{}
}

func (t *task) get() (state, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.state, t.changed
}

func (t *task) set(status string) state {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.state = state{status, t.state.Version + 1}
	close(t.changed)
	t.changed = make(chan struct{})
	return t.state
}

const page = `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Long polling</title></head><body>
<p id="status"></p>
<form id="form"><input name="status" value="En cours"><button>Changer</button></form>
<script>
let version = -1;
async function poll() {
  try {
    const res = await fetch("/poll-status?last_version=" + version);
    if (res.status === 200) {
      const data = await res.json();
      version = data.version;
      document.getElementById("status").textContent = data.status;
    }
  } catch (err) {
    await new Promise((ok) => setTimeout(ok, 1000));
  }
  poll();
}
document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  fetch("/update-status", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ status: event.target.status.value }),
  });
});
poll();
</script></body></html>`

func writeJSON(w http.ResponseWriter, code int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	json.NewEncoder(w).Encode(value)
}

func main() {
	hold := 25 * time.Second
	if s, err := strconv.ParseFloat(os.Getenv("HOLD"), 64); err == nil {
		hold = time.Duration(s * float64(time.Second))
	}
	t := &task{state: state{Status: "En attente"}, changed: make(chan struct{})}

	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(page))
	})
	http.HandleFunc("/poll-status", func(w http.ResponseWriter, r *http.Request) {
		last, err := strconv.Atoi(r.URL.Query().Get("last_version"))
		if err != nil {
			writeJSON(w, http.StatusBadRequest, map[string]string{"error": "last_version must be a number"})
			return
		}
		now, changed := t.get()
		if last >= now.Version {
			select {
			case <-changed:
				now, _ = t.get()
			case <-time.After(hold):
				w.WriteHeader(http.StatusNoContent)
				return
			case <-r.Context().Done():
				return
			}
		}
		writeJSON(w, http.StatusOK, now)
	})
	http.HandleFunc("/update-status", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", "POST")
			http.Error(w, "POST only", http.StatusMethodNotAllowed)
			return
		}
		var body struct{ Status string }
		if json.NewDecoder(r.Body).Decode(&body) != nil || body.Status == "" {
			writeJSON(w, http.StatusBadRequest, map[string]string{"error": "status is required"})
			return
		}
		writeJSON(w, http.StatusOK, t.set(body.Status))
	})
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
