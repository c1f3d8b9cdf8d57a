### What is said of this lab beside its rules.

long-polling-page = Long polling (page)

contract-page = page

trouble-page-server = The page was not judged: the server beside it does not answer well enough to know how it speaks. Check the server first: lab check URL.
