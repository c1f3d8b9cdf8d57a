### What students read about each rule of the lab of two instances. The form is that of the long-polling lab.

## instances

second-instance-missing = Both instances are there
    .symptom = The two instances do not both work
    .text = Lab text: the server is started twice, on two ports, and both instances use the same Redis.
    .expected = A client connects with each of the two, and both are still there at the end of the check.
    .why = Two instances are there to serve more people than one can, and to go on when one of them stops. If the second does not start, there is only one.
    .cause = Usually the port is written in the code, `listen(3000)`, and the second instance ends with `EADDRINUSE`; `process.env.PORT || 3000` reads it from the environment, in Python `int(os.environ.get("PORT", 5000))`. Or the instance waits for Redis before it listens, and Redis is not there.
    .hint = Start both by hand, `PORT=3000 node server.js` and `PORT=3001 node server.js`, and read what the second one prints.

## across

local-delivery-lost = A message reaches those on the same instance
    .symptom = Messages do not reach those on the same instance
    .text = Lab text: each instance passes on to its own clients what comes from Redis, what it has published itself too.
    .expected = What a client says is heard by the others of its room who are connected with the same instance, whether it came to them straight or by way of Redis.
    .why = Redis is there to reach more people, and must not cost those who are here already.
    .cause = Usually the message is published, and never comes back: the subscription is to another channel than the one that is published to, or `publish` is called on the connection that has subscribed, which Redis refuses, while nobody reads that error. Or Redis does not run, or runs elsewhere: look at `REDIS_URL`.
    .hint = `redis-cli monitor` shows each command as it comes in: is there a `PUBLISH` for each message, and a `SUBSCRIBE` with the same channel? Two connections are needed: `client.duplicate()`.

not-across = A message reaches those on the other instance
    .symptom = Messages do not cross to the other instance as they should
    .text = Lab text: each instance publishes the messages of its clients on a channel of Redis, subscribes to that channel, and passes on what comes to its own clients.
    .expected = What is said on one instance is heard by those of the room on the other, each way: one message, and ten at once. If there are rooms, nobody else on the other instance hears it. Each way is worth half of the points, and half of that if only some arrive; what reaches other rooms costs one point.
    .why = Which instance a page reaches is chance. Two people in the same room, on two instances, would wait for each other for ever.
    .cause = Nothing crosses: the message is only emitted, `io.to(room).emit(...)`, and never published; one instance has another channel; `publish` is called on the connection that has subscribed. Some are lost: messages are dropped while a connection is being made, or written to one key where the next overwrites it. Other rooms hear it: what comes from Redis is passed on with `io.emit(...)`, without its room.
    .hint = Open the page on both ports, and watch `redis-cli monitor` while you type: is the message published, and by how many instances is the channel subscribed (`redis-cli pubsub numsub CHANNEL`)?

twice-across = A message arrives once, wherever one is
    .symptom = Messages arrive more than once
    .text = Lab text: what comes from Redis is passed on to the clients of this instance, and is not published again.
    .expected = Each client gets each message once: who said it (if it hears itself), those on the same instance, those on the other. Twenty messages are sent, and none may be there twice.
    .why = The page shows each message twice, or more and more often, the more instances there are.
    .cause = Twice on the sender’s own instance: it emits to its clients, and emits once more when Redis gives the message back, as it does to every subscriber. Do one of the two, or leave out what carries the name of this instance. More than twice, on all: what comes from Redis is published again. Twice on the other one: it has subscribed twice, for example once a connection.
    .hint = Print a line where the message is published, one where it comes from Redis and one where it is emitted: how often does each stand there for one message?

mangled-across = What arrives on the other instance is what was sent
    .symptom = Messages arrive altered on the other instance
    .text = Lab text: the message travels through Redis as text, and the other instance passes on what it says.
    .expected = On the other instance the event has the same form as on the same one, with the whole text at the same place, accents, quotes and emoji as they were.
    .why = The page has one handler for both: a field that is not there is shown as “undefined”, and an accent as two strange characters.
    .cause = Usually `JSON.parse` is missing on the way back, so that the page gets a text in place of an object; or other keys are published than are emitted. In Python: `str(data)` in place of `json.dumps(data)`, or bytes that are decoded as Latin-1.
    .hint = Print on both instances what is emitted, with its type: `console.log(typeof data, data)`.

late-across = A message arrives at once on the other instance
    .symptom = Messages reach the other instance late
    .text = Lab text: Redis passes on what is published as soon as it is published.
    .expected = Of the messages that are said one by one, the middle one arrives on the other instance within 250 ms and what the network takes; within a second and a half for half of the points.
    .why = Redis takes less than a millisecond. Who waits longer begins to talk at the same time as the others.
    .cause = Often a list in Redis that is read from time to time, with `setInterval` or `time.sleep`, in place of `subscribe`; or a new connection to Redis for each message.
    .hint = Print the time where the message is published and where it comes from Redis on the other instance.

notices-one-instance = Those on the other instance are told who comes in
    .symptom = Those on the other instance do not learn who comes in
    .text = The lab text asks for messages only. This is worth no points.
    .expected = Where those in a room are told who comes in, those on the other instance are told too.
    .why = Somebody who is on the other instance talks, and was never announced.
    .cause = The notice is emitted, and not published as messages are.
    .hint = Send notices the same way as messages. The adapter of Socket.IO for Redis does that for every `io.to(room).emit(...)`.
