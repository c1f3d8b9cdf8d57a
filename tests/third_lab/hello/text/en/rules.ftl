### What students read about each rule of the lab that says hello, and what was observed.

not-greeting = Everybody who asks is greeted
    .symptom = Not every client is greeted
    .text = Lab text: `GET /hello` is answered with a text that contains “hello”.
    .expected = Each client that asks gets the code 200, and a text in which “hello” stands, in lower case.
    .why = A page that sometimes greets and sometimes does not leaves its visitors wondering.
    .cause = Usually another text is returned, or the route has another path (404) or raises an exception (500).
    .hint = `curl -i` on the path shows the code and the text that really arrive.

## what was observed

not-greeting-seen =
    .pass = { $asked ->
        [one] One client asked, and was greeted.
       *[other] { $asked } clients asked, and each was greeted.
    }
    .text = “{ $path }” was answered with “{ $answer }”, which does not contain “hello”.
    .code = “{ $path }” was answered with code { $code } instead of 200.
    .none = “{ $path }” got no usable answer in time.
