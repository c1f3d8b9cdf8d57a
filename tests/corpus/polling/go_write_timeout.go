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

var (
	mu      sync.Mutex
	status  = "En attente"
	version = 0
	signal  = make(chan struct{})
)

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func reply(w http.ResponseWriter) {
	mu.Lock()
	defer mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"status": status, "version": version})
}

func main() {
	hold, err := strconv.ParseFloat(os.Getenv("HOLD"), 64)
	if err != nil {
		hold = 25
	}

	mux := http.NewServeMux()
	mux.HandleFunc("/poll-status", func(w http.ResponseWriter, r *http.Request) {
		last, err := strconv.Atoi(r.FormValue("last_version"))
		if err != nil {
			http.Error(w, "last_version", http.StatusBadRequest)
			return
		}
		mu.Lock()
		wait, behind := signal, last < version
		mu.Unlock()
		if behind {
			reply(w)
			return
		}
		select {
		case <-wait:
			reply(w)
		case <-time.After(seconds(hold)):
			w.WriteHeader(http.StatusNoContent)
		}
	})
	mux.HandleFunc("/update-status", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "POST" {
			http.Error(w, "POST", http.StatusMethodNotAllowed)
			return
		}
		var body map[string]any
		json.NewDecoder(r.Body).Decode(&body)
		s, ok := body["status"].(string)
		if !ok || s == "" {
			http.Error(w, "status requis", http.StatusBadRequest)
			return
		}
		mu.Lock()
		status = s
		version++
		close(signal)
		signal = make(chan struct{})
		mu.Unlock()
		reply(w)
	})

	// les délais conseillés pour un serveur en production (10 s pour une attente de 25 s)
	server := &http.Server{
		Addr:         "127.0.0.1:" + os.Getenv("PORT"),
		Handler:      mux,
		ReadTimeout:  seconds(hold * 10 / 25),
		WriteTimeout: seconds(hold * 10 / 25),
	}
	log.Fatal(server.ListenAndServe())
}
