#!/usr/bin/env perl
# Mojolicious::Lite : une promesse par client
use Mojolicious::Lite -signatures;
use Mojo::Promise;
use Mojo::IOLoop;

my $attente = $ENV{HOLD} // 25;
my $etat    = {status => 'En attente', version => 0};
my %clients;
my $numero = 0;

get '/' => 'index';

get '/poll-status' => sub ($c) {
  my $derniere = $c->param('last_version') // '';
  return $c->render(json => {error => 'last_version'}, status => 400) unless $derniere =~ /^-?\d+$/;
  return $c->render(json => $etat) if $derniere < $etat->{version};

  my $id      = $numero++;
  my $promise = $clients{$id} = Mojo::Promise->new;
  my $timer   = Mojo::IOLoop->timer($attente => sub { $promise->resolve(0) });
  $c->inactivity_timeout($attente + 10);
  $c->render_later;
  $promise->then(sub ($nouveau) {
    Mojo::IOLoop->remove($timer);
    delete $clients{$id};
    return unless $c->tx;
    $nouveau ? $c->render(json => $nouveau) : $c->rendered(204);
  });
};

post '/update-status' => sub ($c) {
  my $corps = $c->req->json;
  my $s     = ref $corps eq 'HASH' ? $corps->{status} : undef;
  return $c->render(json => {error => 'status requis'}, status => 400) if !defined $s || ref $s || $s eq '';
  $etat = {status => $s, version => $etat->{version} + 1};
  $_->resolve($etat) for values %clients;
  $c->render(json => $etat);
};

app->log->level('fatal');
app->start('daemon', '-l', "http://127.0.0.1:" . ($ENV{PORT} // 3000));

__DATA__
@@ index.html.ep
<!DOCTYPE html>
<html lang="fr"><body><p id="s"></p><input id="n"><button id="b">Mettre à jour</button>
<script>
let v = -1;
async function poll() {
  try {
    const r = await fetch('/poll-status?last_version=' + v);
    if (r.status === 200) { const d = await r.json(); v = d.version; document.getElementById('s').textContent = d.status; }
  } catch (e) { await new Promise(f => setTimeout(f, 1000)); }
  poll();
}
document.getElementById('b').onclick = () => fetch('/update-status', { method: 'POST', body: JSON.stringify({ status: document.getElementById('n').value }) });
poll();
</script></body></html>
