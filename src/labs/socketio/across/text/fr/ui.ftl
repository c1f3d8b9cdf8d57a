### What is said of this lab beside its rules.

socketio-redis = Socket.IO et Redis (deux instances)
trouble-one-instance = Il faut deux instances, et une seule URL est donnée : lab check URL1 URL2.
contract-instances = instances
contract-instances-value = { $count }, chacune avec son port dans { $variable }
