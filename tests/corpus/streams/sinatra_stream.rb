require 'sinatra/base'
require 'json'

class Bourse < Sinatra::Base
  set :environment, :production
  set :server, :puma
  set :bind, '127.0.0.1'
  set :port, (ENV['PORT'] || 4567).to_i
  set :server_settings, { Threads: '0:64', Silent: true }

  PRIX = { 'AAPL' => 170.0, 'GOOG' => 1500.0, 'MSFT' => 250.0 }

  get '/' do
    '<!DOCTYPE html><ul id="l"></ul><script>
      new EventSource("/stream").onmessage = (e) => {
        const q = JSON.parse(e.data);
        l.innerHTML = "<li>" + q.symbol + " : " + q.price + "</li>" + l.innerHTML;
      };
    </script>'
  end

  get '/stream', provides: 'text/event-stream' do
    headers 'Cache-Control' => 'no-cache', 'X-Accel-Buffering' => 'no'
    stream do |out|
      id = 0
      loop do
        symbole = PRIX.keys.sample
        variation = rand(-100..100) / 100.0
        PRIX[symbole] = (PRIX[symbole] + variation).round(2)
        out << "id: #{id += 1}\ndata: #{{ symbol: symbole, price: PRIX[symbole], change: variation }.to_json}\n\n"
        sleep((ENV['INTERVAL'] || 2).to_f)
      end
    end
  end

  run!
end
