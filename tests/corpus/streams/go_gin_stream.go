package main

import (
	"io"
	"math/rand"
	"os"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	pause := 2 * time.Second
	if s, err := strconv.ParseFloat(os.Getenv("INTERVAL"), 64); err == nil {
		pause = time.Duration(s * float64(time.Second))
	}

	r.GET("/", func(c *gin.Context) {
		c.Header("Content-Type", "text/html; charset=utf-8")
		c.String(200, `<div id="d"></div><script>
var source = new EventSource("/stream");
source.addEventListener("quote", function (e) { var q = JSON.parse(e.data); d.textContent = q.symbol + " " + q.price; });
</script>`)
	})
	r.GET("/stream", func(c *gin.Context) {
		c.Header("Cache-Control", "no-cache")
		c.Header("X-Accel-Buffering", "no")
		prix := 42.0
		premier := true
		c.Stream(func(w io.Writer) bool {
			if !premier {
				time.Sleep(pause)
			}
			premier = false
			variation := float64(rand.Intn(200)-100) / 100
			prix += variation
			c.SSEvent("quote", gin.H{"symbol": "GOPH", "price": prix, "change": variation})
			return true
		})
	})
	r.Run("127.0.0.1:" + os.Getenv("PORT"))
}
