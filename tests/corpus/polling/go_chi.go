// Chi + sync.Cond. La version est l'heure de la mise à jour, en nanosecondes, envoyée comme texte
// (JavaScript perdrait les derniers chiffres d'un si grand nombre).
package main

import (
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

type store struct {
	mu      sync.Mutex
	cond    *sync.Cond
	status  string
	version int64
}

func (s *store) set(status string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status = status
	if now := time.Now().UnixNano(); now > s.version {
		s.version = now
	} else {
		s.version++
	}
	s.cond.Broadcast()
	return s.version
}

func (s *store) wait(last int64, limit time.Duration) (string, int64, bool) {
	end := time.Now().Add(limit)
	// à la fin du délai tout le monde est réveillé, et chacun regarde si c'est pour lui
	timer := time.AfterFunc(limit, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.cond.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.version <= last && time.Now().Before(end) {
		s.cond.Wait()
	}
	return s.status, s.version, s.version > last
}

func send(w http.ResponseWriter, code int, value map[string]string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(value)
}

func main() {
	seconds, err := strconv.ParseFloat(os.Getenv("HOLD"), 64)
	if err != nil {
		seconds = 30
	}
	limit := time.Duration(seconds * float64(time.Second))
	s := &store{status: "En attente", version: time.Now().UnixNano()}
	s.cond = sync.NewCond(&s.mu)

	r := chi.NewRouter()
	r.Use(middleware.Recoverer)
	r.Get("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<!DOCTYPE html><p id="status"></p><input id="new"><button id="ok">OK</button><script>
let version = "0";
(async function poll() {
  try {
    const data = await (await fetch("/poll-status?last_version=" + version)).json();
    if (data.version) { version = data.version; document.querySelector("#status").textContent = data.status; }
  } catch (e) { await new Promise(r => setTimeout(r, 1000)); }
  poll();
})();
document.querySelector("#ok").onclick = () => fetch("/update-status", { method: "POST",
  headers: { "Content-Type": "application/json" }, body: JSON.stringify({ status: document.querySelector("#new").value }) });
</script>`))
	})
	r.Get("/poll-status", func(w http.ResponseWriter, r *http.Request) {
		last, err := strconv.ParseInt(r.URL.Query().Get("last_version"), 10, 64)
		if err != nil {
			last = 0 // inconnu : on renvoie l'état actuel
		}
		status, version, changed := s.wait(last, limit)
		if !changed {
			send(w, http.StatusOK, map[string]string{})
			return
		}
		send(w, http.StatusOK, map[string]string{"status": status, "version": strconv.FormatInt(version, 10)})
	})
	r.Post("/update-status", func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Status string `json:"status"`
		}
		if json.NewDecoder(r.Body).Decode(&body) != nil || body.Status == "" {
			send(w, http.StatusUnprocessableEntity, map[string]string{"error": "status manquant"})
			return
		}
		send(w, http.StatusOK, map[string]string{"version": strconv.FormatInt(s.set(body.Status), 10)})
	})
	if http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), r) != nil {
		os.Exit(1)
	}
}
