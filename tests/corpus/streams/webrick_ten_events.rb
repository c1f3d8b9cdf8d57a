# SSE avec WEBrick : le corps de la réponse est écrit par un Proc
require 'webrick'
require 'json'

serveur = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: (ENV['PORT'] || 8000).to_i, AccessLog: [])

serveur.mount_proc '/stream' do |_req, res|
  res['Content-Type'] = 'text/event-stream'
  res['Cache-Control'] = 'no-cache'
  res['X-Accel-Buffering'] = 'no'
  res.chunked = true
  res.body = proc do |out|
    prix = 100.0
    # dix cotations pour la démonstration
    10.times do |i|
      variation = (rand - 0.5).round(2)
      prix = (prix + variation).round(2)
      out.write("id: #{i + 1}\ndata: #{{ symbol: 'AAPL', price: prix, change: variation }.to_json}\n\n")
      sleep((ENV['INTERVAL'] || 2).to_f)
    end
  end
end

serveur.mount_proc '/' do |_req, res|
  res['Content-Type'] = 'text/html; charset=utf-8'
  res.body = '<p id="p"></p><script>new EventSource("/stream").onmessage = (e) => { p.textContent = e.data };</script>'
end

trap('TERM') { serveur.shutdown }
serveur.start
