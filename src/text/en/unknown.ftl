### Why nothing was decided, if no lab says it better.

unknown-dead = Connections to your server were refused and stayed so. Steps were therefore skipped, and the others are not enough to judge.
unknown-silence = Your server had left so many requests without an answer that lab did not go on waiting, so as to end in time. This was not looked at any more.
unknown-limited = Your server limits how often it is asked (429, Too Many Requests), and this takes more requests at once, or more time at that pace, than there was. So it was not looked at.
unknown-nothing = Too little was observed to judge this.
unknown-noise = The times measured do not allow a sure verdict: the machine itself was late by up to { $noise }.
unknown-unmeasured = How late the machine itself was could not be measured at that moment, since the program of lab that measures it had ended. So nothing sure can be said about the times. Nothing on the machine should end it; please check again.
unknown-early = A connection was refused, or a request ended before its time was up, so that nothing can be said about how long its answer would have taken.
unknown-foreign = The version changed at a moment when this scenario had not sent an update. Another client may have been at work, or your server changes its version by itself.
unknown-restarted = Your server’s versions began again from the start during this scenario: it seems that it ended and was started anew. What was seen meanwhile says nothing sure.
