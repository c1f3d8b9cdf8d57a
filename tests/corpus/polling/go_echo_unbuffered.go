package main

import (
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

type Etat struct {
	Status  string `json:"status"`
	Version int    `json:"version"`
}

var (
	mutex   sync.Mutex
	etat    = Etat{"En attente", 0}
	clients []chan Etat
)

func poll(c echo.Context) error {
	last, err := strconv.Atoi(c.QueryParam("last_version"))
	if err != nil {
		return c.JSON(http.StatusBadRequest, echo.Map{"error": "last_version"})
	}
	mutex.Lock()
	if last < etat.Version {
		defer mutex.Unlock()
		return c.JSON(http.StatusOK, etat)
	}
	ch := make(chan Etat)
	clients = append(clients, ch)
	mutex.Unlock()

	hold, _ := strconv.ParseFloat(os.Getenv("HOLD"), 64)
	select {
	case nouveau := <-ch:
		return c.JSON(http.StatusOK, nouveau)
	case <-time.After(time.Duration(hold * float64(time.Second))):
		return c.NoContent(http.StatusNoContent)
	}
}

func update(c echo.Context) error {
	var body struct {
		Status string `json:"status"`
	}
	if err := c.Bind(&body); err != nil || body.Status == "" {
		return c.JSON(http.StatusBadRequest, echo.Map{"error": "Le statut est requis"})
	}
	mutex.Lock()
	defer mutex.Unlock()
	etat = Etat{body.Status, etat.Version + 1}
	for _, ch := range clients {
		ch <- etat
	}
	clients = nil
	return c.JSON(http.StatusOK, etat)
}

func main() {
	e := echo.New()
	e.HideBanner = true
	e.GET("/poll-status", poll)
	e.POST("/update-status", update)
	e.Logger.Fatal(e.Start("127.0.0.1:" + os.Getenv("PORT")))
}
