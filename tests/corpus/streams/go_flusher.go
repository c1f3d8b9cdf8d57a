package main

import (
	"encoding/json"
	"fmt"
	"log"
	"math"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"
)

type Quote struct {
	Symbol string  `json:"symbol"`
	Price  float64 `json:"price"`
	Change float64 `json:"change"`
}

var (
	mu     sync.Mutex
	prices = map[string]float64{"AAPL": 170, "GOOG": 1500, "MSFT": 250, "AMZN": 130}
)

func cents(x float64) float64 { return math.Round(x*100) / 100 }

func next() Quote {
	mu.Lock()
	defer mu.Unlock()
	for symbol, price := range prices { // l'ordre d'une map est aléatoire en Go
		change := cents(price * (rand.Float64() - 0.5) / 100)
		prices[symbol] = cents(price + change)
		return Quote{symbol, prices[symbol], change}
	}
	panic("no symbol")
}

func stream(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "streaming unsupported", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Connection", "keep-alive")
	w.Header().Set("X-Accel-Buffering", "no")
	seconds, err := strconv.ParseFloat(os.Getenv("INTERVAL"), 64)
	if err != nil {
		seconds = 2
	}
	ticker := time.NewTicker(time.Duration(seconds * float64(time.Second)))
	defer ticker.Stop()
	for id := 1; ; id++ {
		select {
		case <-ticker.C:
			data, _ := json.Marshal(next())
			fmt.Fprintf(w, "id: %d\ndata: %s\n\n", id, data)
			flusher.Flush()
		case <-r.Context().Done():
			return
		}
	}
}

func main() {
	http.HandleFunc("/stream", stream)
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<!DOCTYPE html><p id="p"></p><script>new EventSource("/stream").onmessage = (e) => { p.textContent = e.data }</script>`)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
