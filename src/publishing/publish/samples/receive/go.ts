/** A receiver in Go, with nothing but its standard library. */
import { type ReceiveSample, SAMPLE_PORT } from './receive-sample.ts';

export const go: ReceiveSample = {
  name: 'Go',
  language: 'go',
  file: 'receive.go',
  run: 'go run receive.go',
  program: `package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

var seen sync.Map // Keep these ids in your database: an event may come again after a restart.

func main() {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WEBHOOK_SECRET"), "whsec_"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/events", func(answer http.ResponseWriter, request *http.Request) {
		// The bytes as they came. Parsed and written again they no longer fit the signature.
		body, err := io.ReadAll(request.Body)
		if err != nil || !isSigned(key, request.Header, body) {
			answer.WriteHeader(401)
			return
		}
		id := request.Header.Get("webhook-id")
		if _, known := seen.Load(id); !known {
			var event struct{ Type, Subject string }
			if err := json.Unmarshal(body, &event); err != nil {
				answer.WriteHeader(400)
				return
			}
			fmt.Println(event.Type, event.Subject, id) // Your own work, or a queue of your own.
			seen.Store(id, true)
		}
		answer.WriteHeader(204)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:${SAMPLE_PORT}", nil))
}

func isSigned(key []byte, headers http.Header, body []byte) bool {
	id, timestamp := headers.Get("webhook-id"), headers.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if id == "" || err != nil || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, one := range strings.Split(headers.Get("webhook-signature"), " ") {
		if hmac.Equal([]byte(one), []byte(expected)) {
			return true
		}
	}
	return false
}
`,
};
