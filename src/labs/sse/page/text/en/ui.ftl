### What is said of this lab beside its rules.

sse-page = Server-Sent Events (page)

contract-stream-page = page of the stream

trouble-page-stream = The page was not judged: no stream beside it brings a quote that can be read. Check the stream first: lab check URL.
