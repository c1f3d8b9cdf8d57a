# WEBrick : une file (Queue) par client en attente
require 'webrick'
require 'json'
require 'timeout'

$status = 'En attente'
$version = 0
$clients = []
$verrou = Mutex.new
HOLD = (ENV['HOLD'] || 25).to_f

serveur = WEBrick::HTTPServer.new(
  BindAddress: '127.0.0.1', Port: (ENV['PORT'] || 8000).to_i,
  AccessLog: [], Logger: WEBrick::Log.new(File::NULL)
)

def etat
  { status: $status, version: $version }
end

def json(res, code, objet)
  res.status = code
  res['Content-Type'] = 'application/json; charset=utf-8'
  res.body = objet.to_json
end

serveur.mount_proc '/poll-status' do |req, res|
  last = Integer(req.query['last_version'] || '-1') rescue nil
  next json(res, 400, { error: 'last_version' }) unless last

  file = nil
  $verrou.synchronize do
    if last < $version
      json(res, 200, etat)
    else
      $clients << (file = Queue.new)
    end
  end
  next unless file

  begin
    json(res, 200, Timeout.timeout(HOLD) { file.pop })
  rescue Timeout::Error
    $verrou.synchronize { $clients.delete(file) }
    json(res, 200, {})
  end
end

serveur.mount_proc '/update-status' do |req, res|
  next json(res, 405, { error: 'POST' }) unless req.request_method == 'POST'

  corps = JSON.parse(req.body || '') rescue nil
  nouveau = corps.is_a?(Hash) ? corps['status'] : nil
  next json(res, 400, { error: 'status requis' }) unless nouveau.is_a?(String) && nouveau != ''

  $verrou.synchronize do
    $status = nouveau
    $version += 1
    $clients.each { |file| file << etat }
    $clients.clear
    json(res, 200, etat)
  end
end

serveur.mount_proc '/' do |req, res|
  if req.path == '/'
    res['Content-Type'] = 'text/html; charset=utf-8'
    res.body = '<p id="p"></p><script>let v=-1;(async()=>{for(;;){const d=await(await fetch("/poll-status?last_version="+v)).json();' \
               'if("version" in d){v=d.version;p.textContent=d.status}}})()</script>'
  else
    res.status = 404
  end
end

trap('TERM') { serveur.shutdown }
serveur.start
