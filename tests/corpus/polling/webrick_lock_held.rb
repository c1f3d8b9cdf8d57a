require 'webrick'
require 'json'

status = 'En attente'
version = 0
mutex = Mutex.new

server = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: (ENV['PORT'] || 8000).to_i)

server.mount_proc '/poll-status' do |req, res|
  last = (req.query['last_version'] || -1).to_i
  # on protège la lecture de l'état
  mutex.synchronize do
    debut = Time.now
    sleep 0.1 while last >= version && Time.now - debut < (ENV['HOLD'] || 25).to_f
    if last < version
      res['Content-Type'] = 'application/json'
      res.body = { status: status, version: version }.to_json
    else
      res.status = 204
    end
  end
end

server.mount_proc '/update-status' do |req, res|
  data = JSON.parse(req.body.to_s) rescue {}
  if req.request_method != 'POST' || !data.is_a?(Hash) || data['status'].to_s.empty?
    res.status = 400
    next
  end
  mutex.synchronize do
    status = data['status']
    version += 1
    res['Content-Type'] = 'application/json'
    res.body = { status: status, version: version }.to_json
  end
end

server.start
