### What was observed, of each rule of the lab of two instances.

second-instance-missing-seen =
    .pass = Clients connected with both instances ({ $links } connections).
    .nobody = Nothing listens where instance { $instance } should be: the connection is refused.
    .status = Instance { $instance } answered { $code } in place of a connection: { $said }
    .refused = Instance { $instance } refused the client: { $said }
    .bad = Instance { $instance } answers, and not as Socket.IO 4 does: { $why }
    .silent = Instance { $instance } accepted the connection and answered nothing for { $waited }.
    .died = The first instance ended after { $at } of the check: connections are refused since then.

local-delivery-lost-seen =
    .pass = What was said on an instance was heard there by the others of the room, each time ({ $messages } deliveries).
    .fail = Nothing of what was said on an instance was heard there by anybody else: on instance { $instance }, “{ $text }” of { $user } had not come after { $waited }.
    .some = { $missed } of { $due } deliveries on the same instance are missing: on instance { $instance }, “{ $text }” of { $user } had not come after { $waited }.
    .ended = The server ended the connection of a client on instance { $instance } before “{ $text }” of { $user } had come there.

not-across-seen =
    .pass = What was said on one instance was heard on the other, both ways ({ $heard } deliveries).
    .fail = Nothing of what was said on one instance was heard on the other, neither way: “{ $text }”, said by { $user } on instance { $from }, had not come on instance { $to } after { $waited }.
    .one-way = Messages cross one way only: “{ $text }”, said by { $user } on instance { $from }, had not come on instance { $to } after { $waited }, as nothing else of that way.
    .some = { $missed } of { $due } deliveries to the other instance are missing: “{ $text }”, said by { $user } on instance { $from }, had not come on instance { $to } after { $waited }.
    .leak = Messages reach the other instance, and other rooms there too: “{ $text }” of { $user } was heard on instance { $to } by somebody in another room. On the same instance it stayed in its room.

twice-across-seen =
    .pass = Each message came once at each client, on both instances ({ $heard } deliveries).
    .own = On the instance of the sender messages come more than once: of { $heard } deliveries { $doubled } were repeated, up to { $copies } times (event { $event }, said by { $user }).
    .other = On the other instance messages come more than once: of { $heard } deliveries { $doubled } were repeated, up to { $copies } times (event { $event }, said by { $user }).
    .both = On both instances messages come more than once: of { $heard } deliveries { $doubled } were repeated, up to { $copies } times (event { $event }, said by { $user }).

mangled-across-seen =
    .pass = What came on the other instance was what came on the same one ({ $messages } deliveries compared).
    .text = “{ $sent }” came on instance { $to } as { $there }
    .place = On the same instance the page gets { $here }; on instance { $to } the same event brings { $there }

late-across-seen =
    .pass = Of { $messages } deliveries to the other instance, the middle one took { $took } (limit { $limit }, delays of this machine { $noise }).
    .late = Of { $messages } deliveries to the other instance, the middle one took { $took }, which is late (limit { $limit }, delays of this machine { $noise }).
    .fail = Of { $messages } deliveries to the other instance, the middle one took as long as { $took } (limit { $limit }, delays of this machine { $noise }).

notices-one-instance-seen =
    .pass = Who came in on one instance was announced on the other too ({ $told } notices).
    .fail = { $user } was announced to those on the same instance, and nobody on instance { $to } was told.
