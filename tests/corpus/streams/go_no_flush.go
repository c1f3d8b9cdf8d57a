package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"time"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<html><body><p id="p"></p><script>new EventSource("/stream").onmessage = e => { p.textContent = e.data }</script></body></html>`)
	})
	http.HandleFunc("/stream", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("X-Accel-Buffering", "no")
		seconds, err := strconv.ParseFloat(os.Getenv("INTERVAL"), 64)
		if err != nil {
			seconds = 2
		}
		price := 100.0
		for id := 1; r.Context().Err() == nil; id++ {
			change := float64(rand.Intn(100)-50) / 100
			price += change
			data, _ := json.Marshal(map[string]any{"symbol": "ACME", "price": price, "change": change})
			fmt.Fprintf(w, "id: %d\ndata: %s\n\n", id, data)
			time.Sleep(time.Duration(seconds * float64(time.Second)))
		}
	})
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil)
}
