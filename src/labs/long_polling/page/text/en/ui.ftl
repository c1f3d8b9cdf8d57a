### What is said of this lab beside its rules.

long-polling-page = Long polling (page)

contract-page = page

trouble-no-browser = The page was not judged: no browser was found. It is looked at with Chromium, or with what is made of it. On Debian or Ubuntu: sudo apt install chromium-headless-shell (or chromium). Chrome, Edge and Brave will do; --browser PROGRAM or LAB_BROWSER names one.
trouble-browser = The page was not judged: { $why }. --browser PROGRAM or LAB_BROWSER names another browser.
trouble-page-server = The page was not judged: the server beside it does not answer well enough to know how it speaks. Check the server first: lab check URL.
