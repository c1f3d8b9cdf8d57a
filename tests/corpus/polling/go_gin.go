// TP long polling avec Gin
package main

import (
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

var (
	mu            sync.Mutex
	currentStatus = "En attente"
	statusVersion = 0
	waiting       = map[chan gin.H]bool{}
)

func hold() time.Duration {
	seconds, err := strconv.ParseFloat(os.Getenv("HOLD"), 64)
	if err != nil {
		seconds = 25
	}
	return time.Duration(seconds * float64(time.Second))
}

func pollStatus(c *gin.Context) {
	lastVersion, err := strconv.Atoi(c.DefaultQuery("last_version", "-1"))
	if err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "last_version invalide"})
		return
	}
	mu.Lock()
	if lastVersion < statusVersion {
		defer mu.Unlock()
		c.JSON(http.StatusOK, gin.H{"status": currentStatus, "version": statusVersion})
		return
	}
	// un canal à une place : celui qui met à jour n'attend jamais
	ch := make(chan gin.H, 1)
	waiting[ch] = true
	mu.Unlock()

	defer func() {
		mu.Lock()
		delete(waiting, ch)
		mu.Unlock()
	}()
	select {
	case data := <-ch:
		c.JSON(http.StatusOK, data)
	case <-time.After(hold()):
		c.Status(http.StatusNoContent)
	case <-c.Request.Context().Done():
	}
}

func updateStatus(c *gin.Context) {
	var body struct {
		Status string `json:"status" form:"status" binding:"required"`
	}
	if err := c.ShouldBind(&body); err != nil {
		c.JSON(http.StatusBadRequest, gin.H{"error": "Le statut est requis"})
		return
	}
	mu.Lock()
	defer mu.Unlock()
	currentStatus = body.Status
	statusVersion++
	data := gin.H{"status": currentStatus, "version": statusVersion}
	for ch := range waiting {
		ch <- data
		delete(waiting, ch)
	}
	c.JSON(http.StatusOK, gin.H{"message": "Statut mis à jour", "new_status": currentStatus, "version": statusVersion})
}

func main() {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.Use(gin.Recovery())
	r.GET("/", func(c *gin.Context) {
		c.Data(http.StatusOK, "text/html; charset=utf-8", []byte(`<p id="s"></p><button onclick="go('En cours')">En cours</button>
<script>
let last = -1;
const go = (status) => fetch('/api/update-status', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({status})});
const poll = () => fetch('/api/poll-status?last_version=' + last)
  .then(r => r.status === 200 ? r.json() : {})
  .then(d => { if (d.version !== undefined) { last = d.version; s.textContent = d.status; } poll(); })
  .catch(() => setTimeout(poll, 1000));
poll();
</script>`))
	})
	api := r.Group("/api")
	api.GET("/poll-status", pollStatus)
	api.POST("/update-status", updateStatus)
	r.Run("127.0.0.1:" + os.Getenv("PORT"))
}
