### What is said of this lab beside its rules.

hello = Saying hello (server)
contract-hello = greeting

trouble-no-hello = Nothing that greets was found at { $url }: “GET { $path }” got no answer, or the code 404. If yours has another path, write it in a contract file: path in [hello] (lab contract show prints one), and give it with --contract.

bar-greeting = greeting

actor-greeter = greeter
