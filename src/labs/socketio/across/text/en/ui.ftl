### What is said of this lab beside its rules.

socketio-redis = Socket.IO and Redis (two instances)
trouble-one-instance = Two instances are needed, and one URL was given: lab check URL1 URL2.
contract-instances = instances
contract-instances-value = { $count }, each with its port in { $variable }
