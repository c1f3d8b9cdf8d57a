# Sinatra + Puma, ConditionVariable
require 'sinatra/base'
require 'json'

class Tache < Sinatra::Base
  set :environment, :production
  set :server, :puma
  set :bind, '127.0.0.1'
  set :port, (ENV['PORT'] || 4567).to_i
  set :server_settings, { Threads: '0:64', Silent: true }
  set :logging, false

  HOLD = (ENV['HOLD'] || 25).to_f
  MUTEX = Mutex.new
  COND = ConditionVariable.new
  ETAT = { status: 'En attente', version: 0 }

  get '/' do
    <<~HTML
      <!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"></head><body><p id="etat"></p>
      <button onclick="changer('En cours')">En cours</button><button onclick="changer('Échec')">Échec</button>
      <script>
      let v = -1;
      function changer(status) {
        fetch('/update-status', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({status})});
      }
      async function poll() {
        const r = await fetch('/poll-status?last_version=' + v);
        if (r.status === 200) { const d = await r.json(); v = d.version; document.getElementById('etat').textContent = d.status; }
        poll();
      }
      poll();
      </script></body></html>
    HTML
  end

  get '/poll-status' do
    derniere = Integer(params['last_version'] || '-1', 10, exception: false)
    halt 400, { 'Content-Type' => 'application/json' }, { error: 'last_version' }.to_json if derniere.nil?
    fin = Process.clock_gettime(Process::CLOCK_MONOTONIC) + HOLD
    reponse = MUTEX.synchronize do
      while derniere >= ETAT[:version]
        reste = fin - Process.clock_gettime(Process::CLOCK_MONOTONIC)
        break if reste <= 0
        COND.wait(MUTEX, reste)
      end
      ETAT.dup if derniere < ETAT[:version]
    end
    halt 204 if reponse.nil?
    content_type :json
    reponse.to_json
  end

  post '/update-status' do
    content_type :json
    corps = begin
      JSON.parse(request.body.read)
    rescue JSON::ParserError
      nil
    end
    status = corps.is_a?(Hash) ? corps['status'] : nil
    halt 400, { error: 'Le statut est requis' }.to_json unless status.is_a?(String) && !status.empty?
    MUTEX.synchronize do
      ETAT[:status] = status
      ETAT[:version] += 1
      COND.broadcast
      ETAT.to_json
    end
  end

  run!
end
