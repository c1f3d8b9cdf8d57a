### What is said of this lab beside its rules.

sse-page = Server-Sent Events (page)

contract-stream-page = page du flux

trouble-page-stream = La page n’a pas été jugée : aucun flux à côté d’elle n’apporte de cotation lisible. Vérifiez d’abord le flux : lab check URL.
